package dev.tillgate.mockpsp.checkout;

import java.util.Map;
import java.util.Set;

/**
 * The parameters Stripe documents for Checkout Sessions, taken from the official Java library
 * 33.3.0. Those without effect here are accepted, but not those that would change what is paid.
 */
final class CheckoutParameters {
  static final String CREATE =
      """
      adaptive_pricing after_expiration allow_promotion_codes automatic_tax
      billing_address_collection branding_settings cancel_url client_reference_id
      consent_collection currency custom_fields custom_text customer customer_account
      customer_creation customer_email customer_update discounts excluded_payment_method_types
      expires_at integration_identifier invoice_creation line_items locale managed_payments
      metadata mode name_collection optional_items origin_context payment_intent_data
      payment_method_collection payment_method_configuration payment_method_data
      payment_method_options payment_method_types permissions phone_number_collection
      redirect_on_completion return_url saved_payment_method_options setup_intent_data
      shipping_address_collection shipping_options submit_type subscription_data success_url
      tax_id_collection ui_mode wallet_options
      """;
  static final String LIST =
      """
      created customer customer_account customer_details ending_before limit payment_intent
      payment_link starting_after status subscription
      """;
  static final String UPDATE = "collected_information line_items metadata shipping_options";

  /** Of {@code payment_intent_data}. */
  static final Set<String> INTENT_DATA =
      Set.of(
          "application_fee_amount",
          "capture_method",
          "description",
          "metadata",
          "on_behalf_of",
          "receipt_email",
          "setup_future_usage",
          "shipping",
          "statement_descriptor",
          "statement_descriptor_suffix",
          "transfer_data",
          "transfer_group");

  /** What would make the amount another one, with why it is refused. */
  static final Map<String, String> NOT_HERE =
      Map.of(
          "discounts", "There are no coupons and promotion codes in mock-psp.",
          "optional_items", "There are no optional items in mock-psp.",
          "setup_intent_data", "You can only use setup_intent_data in `setup` mode.",
          "shipping_options", "There are no shipping rates in mock-psp.",
          "subscription_data", "You can only use subscription_data in `subscription` mode.");

  private CheckoutParameters() {}
}
