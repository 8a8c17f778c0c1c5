package dev.tillgate.mockpsp.intent;

import java.util.Set;

/**
 * The parameters Stripe documents for payment intents, taken from the official Java library 33.3.0.
 * Those without effect here are accepted, so that a caller need not change for the stand-in.
 */
final class IntentParameters {
  static final String CREATE =
      """
      allowed_payment_method_types amount amount_details application_fee_amount
      automatic_payment_methods capture_method confirm confirmation_method confirmation_token
      currency customer customer_account description error_on_requires_action
      excluded_payment_method_types hooks mandate mandate_data metadata off_session on_behalf_of
      payment_details payment_method payment_method_configuration payment_method_data
      payment_method_options payment_method_types radar_options receipt_email return_url
      setup_future_usage shipping statement_descriptor statement_descriptor_suffix transfer_data
      transfer_group use_stripe_sdk
      """;
  static final String UPDATE =
      """
      allowed_payment_method_types amount amount_details application_fee_amount capture_method
      currency customer customer_account description excluded_payment_method_types hooks metadata
      payment_details payment_method payment_method_configuration payment_method_data
      payment_method_options payment_method_types receipt_email setup_future_usage shipping
      statement_descriptor statement_descriptor_suffix transfer_data transfer_group
      """;
  static final String CONFIRM =
      """
      allowed_payment_method_types amount_details amount_to_confirm capture_method
      confirmation_token error_on_requires_action excluded_payment_method_types hooks mandate
      mandate_data off_session payment_details payment_method payment_method_data
      payment_method_options payment_method_types radar_options receipt_email return_url
      setup_future_usage shipping use_stripe_sdk
      """;
  static final String CAPTURE =
      """
      amount_details amount_to_capture application_fee_amount final_capture hooks metadata
      payment_details statement_descriptor statement_descriptor_suffix transfer_data
      """;

  /** What an update may change only while the intent is not being paid yet. */
  static final Set<String> OPEN_ONLY =
      Set.of("amount", "currency", "payment_method", "capture_method");

  private IntentParameters() {}
}
