package dev.tillgate.gateway.payment;

/**
 * What payments are settled by.
 *
 * @param schedule when to act next
 * @param agreement what must agree before money counts
 * @param lateSuccess what becomes of money that comes too late
 */
record Rules(PaymentSchedule schedule, Agreement agreement, LateSuccess lateSuccess) {}
