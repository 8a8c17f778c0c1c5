package dev.tillgate.gateway.verify;

import java.util.List;

/** Holds the provider's word on what it delivered against the inbox. */
final class InboxOracle {
  private InboxOracle() {}

  /**
   * @param inbox read after the provider was asked, so that it holds what was delivered before
   */
  static Report report(InboxBooks inbox, List<ProviderNotice> delivered) {
    List<ProviderNotice> expected = delivered.stream().filter(inbox::expects).toList();
    return new Report(
        List.of(
            Finding.of(
                "callback.kept",
                "an event about a payment that the provider counts as delivered is in the inbox",
                expected.size(),
                expected.stream()
                    .filter(notice -> !inbox.has(notice))
                    .map(notice -> notice.id() + ' ' + notice.type())
                    .toList())),
        List.of());
  }
}
