// The same story as the Java tests tell, with the official Node library: `node story.mjs URL`.
// Prints one line for each step, without anything that differs from run to run.
import { createServer } from 'node:http';
import { once } from 'node:events';
import Stripe from 'stripe';

const provider = new URL(process.argv[2]);
const stripe = client('sk_test_1');

function client(key) {
  return new Stripe(key, {
    host: provider.hostname,
    port: provider.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

function saw(step, ...values) {
  console.log(`${step}: ${values.map(String).join(' ')}`);
}

async function refused(step, call) {
  try {
    saw(step, 'taken', JSON.stringify(await call()));
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error;
    saw(step, error.statusCode, error.rawType, error.code ?? '-', error.decline_code ?? '-', error.param ?? '-');
  }
}

const order = (more = {}) => ({
  amount: 1099,
  currency: 'eur',
  payment_method_types: ['card'],
  metadata: { order_id: 'ord_1' },
  ...more,
});

const paid = (method, more = {}) =>
  order({ payment_method: method, confirm: true, return_url: 'https://shop.example/back', ...more });

const pay = (method) => stripe.paymentIntents.create(paid(method));

async function control(path, body = {}) {
  const answer = await fetch(new URL(`/_mock/${path}`, provider), { method: 'POST', body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(await answer.text());
}

const bankDecides = (intent, verb) => control(`payment_intents/${intent}/${verb}`);

// Returns when the bank has done what it does soon after a payment.
const letTheBankAct = () => control('clock', { advance: 'PT0S' });

async function payments() {
  await stepByStep();
  await refusedPayments();
  await authenticated();
  await settled();
  await capturedLater();
  await canceled();
  await listed();
}

async function stepByStep() {
  let intent = await stripe.paymentIntents.create(order());
  saw('create', intent.status, intent.amount, intent.currency);
  intent = await stripe.paymentIntents.update(intent.id, { description: 'Green tea', metadata: { colour: 'green' } });
  saw('update', intent.description, intent.metadata.colour);
  intent = await stripe.paymentIntents.confirm(intent.id, { payment_method: 'pm_card_visa' });
  saw('confirm', intent.status, intent.amount_received);
  intent = await stripe.paymentIntents.retrieve(intent.id, { expand: ['latest_charge', 'payment_method'] });
  const charge = intent.latest_charge;
  const card = charge.payment_method_details.card;
  saw('expand', charge.status, card.brand, card.last4);
  saw('expand method', intent.payment_method.type);
  saw('charge', (await stripe.charges.retrieve(charge.id)).paid);
  saw('charges', (await stripe.charges.list({ payment_intent: intent.id })).data.length);
  saw('payment method', (await stripe.paymentMethods.retrieve('pm_card_visa')).card.brand);
}

async function refusedPayments() {
  await refused('declined', () => pay('pm_card_visa_chargeDeclinedInsufficientFunds'));
  await refused('expired card', () => pay('pm_card_chargeDeclinedExpiredCard'));
  await refused('fraud', () => pay('pm_card_radarBlock'));
  await refused('no such method', () => pay('pm_none'));
  await refused('no such intent', () => stripe.paymentIntents.retrieve('pi_none'));
  await refused('no such charge', () => stripe.charges.retrieve('ch_none'));
  await refused('no amount', () => stripe.paymentIntents.create(paid('pm_card_visa', { amount: undefined })));
  await refused('small amount', () => stripe.paymentIntents.create(paid('pm_card_visa', { amount: 0 })));
  await refused('unknown parameter', () => stripe.paymentIntents.create(paid('pm_card_visa', { colour: 'green' })));
  await refused('limit', () => stripe.paymentIntents.list({ limit: 101 }));
}

async function authenticated() {
  const intent = await pay('pm_card_threeDSecure2Required');
  saw('3-D Secure', intent.status, intent.next_action.type);
  await bankDecides(intent.id, 'authenticate');
  saw('authenticated', (await stripe.paymentIntents.retrieve(intent.id)).status);
}

async function settled() {
  const types = { payment_method_types: ['card', 'us_bank_account'] };
  const intent = await stripe.paymentIntents.create(paid('pm_usBankAccount_success', types));
  saw('bank account', intent.status);
  await bankDecides(intent.id, 'settle');
  saw('settled', (await stripe.paymentIntents.retrieve(intent.id)).status);
}

async function capturedLater() {
  const intent = await stripe.paymentIntents.create(paid('pm_card_visa', { capture_method: 'manual' }));
  saw('authorized', intent.status, intent.amount_capturable);
  const captured = await stripe.paymentIntents.capture(intent.id, { amount_to_capture: 1000 });
  saw('captured', captured.status, captured.amount_received);
  await refused('captured again', () => stripe.paymentIntents.capture(intent.id));
}

async function canceled() {
  const { id } = await stripe.paymentIntents.create(order());
  const intent = await stripe.paymentIntents.cancel(id, { cancellation_reason: 'abandoned' });
  saw('canceled', intent.status, intent.cancellation_reason);
  await refused('confirmed too late', () => stripe.paymentIntents.confirm(id));
  const late = (await pay('pm_card_visa')).id;
  await refused('canceled too late', () => stripe.paymentIntents.cancel(late));
}

async function listed() {
  const first = await stripe.paymentIntents.list({ limit: 2 });
  saw('page', first.data.length, first.has_more);
  const statuses = [];
  for await (const intent of stripe.paymentIntents.list({ limit: 2 })) statuses.push(intent.status);
  saw('all pages', statuses.join(','));
}

async function moneyBack() {
  const refund = (intent, amount) => stripe.refunds.create({ payment_intent: intent, amount });
  const intent = (await pay('pm_card_visa')).id;
  const part = await refund(intent, 300);
  saw('refund a part', part.status, part.amount);
  await refused('refund too much', () => refund(intent, 800));
  saw('refund the rest', (await refund(intent)).amount);
  await refused('refund once more', () => refund(intent));
  await stripe.refunds.update(part.id, { metadata: { why: 'cold tea' } });
  saw('refund changed', (await stripe.refunds.retrieve(part.id)).metadata.why);
  await refused('refund canceled', () => stripe.refunds.cancel(part.id));
  saw('refunds', (await stripe.refunds.list({ payment_intent: intent })).data.length);
  saw('pending refund', (await refund((await pay('pm_card_pendingRefund')).id)).status);
  await refused('no such refund', () => stripe.refunds.retrieve('re_none'));
  const disputed = (await pay('pm_card_createDispute')).id;
  await letTheBankAct();
  const dispute = (await stripe.disputes.list({ payment_intent: disputed })).data[0];
  saw('dispute', dispute.status, dispute.amount, dispute.reason);
  saw('dispute again', (await stripe.disputes.retrieve(dispute.id)).status);
  await refused('refund of a dispute', () => refund(disputed));
}

async function telling() {
  const key = { idempotencyKey: 'key-1' };
  const first = await stripe.paymentIntents.create(order(), key);
  const second = await stripe.paymentIntents.create(order(), key);
  saw('the same key', first.id === second.id);
  await refused('other parameters', () => stripe.paymentIntents.create(order({ amount: 5 }), key));
  await refused('wrong key', () => client('wrong').paymentIntents.list());
  await events();
  await endpoints();
}

async function events() {
  const event = (await stripe.events.list({ types: ['payment_intent.canceled'] })).data[0];
  saw('event', event.type, event.pending_webhooks);
  saw('event again', (await stripe.events.retrieve(event.id)).type);
  const types = [];
  for await (const each of stripe.events.list({ limit: 3 })) types.push(each.type);
  saw('all events', types.join(','));
  await refused('no such event', () => stripe.events.retrieve('evt_none'));
}

async function endpoints() {
  const told = [];
  const server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    told.push({ body: Buffer.concat(chunks), signature: request.headers['stripe-signature'] });
    response.end();
    server.emit('told');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${server.address().port}/callbacks`;
  const { id, ...endpoint } = await stripe.webhookEndpoints.create({ url, enabled_events: ['*'] });
  saw('endpoint', endpoint.status, endpoint.secret.startsWith('whsec_'));
  await stripe.paymentIntents.create(order({ payment_method: 'pm_card_visa', confirm: true }));
  while (told.length < 3) await once(server, 'told');
  const types = told.map(({ body, signature }) =>
    stripe.webhooks.constructEvent(body, signature, endpoint.secret).type);
  saw('told', types.sort().join(','));
  saw('endpoint off', (await stripe.webhookEndpoints.update(id, { disabled: true })).status);
  saw('endpoint again', (await stripe.webhookEndpoints.retrieve(id)).secret ?? null);
  saw('endpoints', (await stripe.webhookEndpoints.list()).data.length);
  saw('endpoint gone', (await stripe.webhookEndpoints.del(id)).deleted);
  await refused('no such endpoint', () => stripe.webhookEndpoints.retrieve(id));
  server.closeAllConnections();
  server.close();
}

async function checkout() {
  const { sessions } = stripe.checkout;
  const tea = (mode) => ({
    mode,
    success_url: 'https://shop.example/thanks?session={CHECKOUT_SESSION_ID}',
    line_items: [{ quantity: 2, price_data: { currency: 'eur', unit_amount: 499, product_data: { name: 'Tea' } } }],
  });
  let session = await sessions.create(tea('payment'));
  const { id } = session;
  saw('session', session.status, session.amount_total);
  session = await sessions.retrieve(id, { expand: ['line_items'] });
  saw('its items', session.line_items.data[0].amount_total);
  saw('items', (await sessions.listLineItems(id)).data[0].description);
  session = await sessions.update(id, { metadata: { a: 'b' } });
  saw('session update', session.metadata.a);
  saw('session expired', (await sessions.expire(id)).status);
  await refused('expired twice', () => sessions.expire(id));
  saw('sessions', (await sessions.list({ status: 'expired' })).data.length);
  await refused('subscription', () => sessions.create(tea('subscription')));
  await refused('no such session', () => sessions.retrieve('cs_none'));
}

await payments();
await moneyBack();
await telling();
await checkout();
