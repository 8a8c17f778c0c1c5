package dev.tillgate.gateway.verify;

/**
 * An event the provider counts as delivered.
 *
 * @param type the provider's word
 * @param intent the intent it is about; empty when it is about something else
 */
public record ProviderNotice(String id, String type, String intent) {}
