import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escaped, pageOfPayment, policyOfPage } from '../../../functions/sandbox-gateway/page.ts';
import { pageLinks } from '../../../functions/sandbox-gateway/page-link.ts';
import { open, type Payment } from '../../../functions/sandbox-gateway/payment.ts';
import { heal } from '../../../functions/sandbox-gateway/refund.ts';
import { after, orderOf, SHORT_LIFE_SECONDS, start } from './orders.ts';

const paymentOf = (token: string, given = {}): Payment =>
  open('pay_1', orderOf({ token, ...given }), { now: start, shortLifeSeconds: SHORT_LIFE_SECONDS }).payment;

const buttonsOf = (payment: Payment) =>
  [...pageOfPayment(payment, 'sig').matchAll(/name="decision" value="(\w+)"/g)].map(([, decision]) => decision);

describe('the page of a payment', () => {
  test('it asks what it waits for, and nothing else', () => {
    expect(buttonsOf(paymentOf('tok_3ds'))).toEqual(['confirm', 'decline']);
    expect(buttonsOf(paymentOf('tok_refund_fails'))).toEqual(['heal']);
    expect(buttonsOf(heal(paymentOf('tok_refund_fails'), after(1))?.payment as Payment)).toEqual([]);
    for (const token of ['tok_visa', 'tok_declined', 'tok_pending']) expect(buttonsOf(paymentOf(token))).toEqual([]);
  });

  test.each([
    [{ amount: 123_456, currency: 'EUR' }, 'EUR 1,234.56'],
    [{ amount: 1_234, currency: 'JPY' }, 'JPY 1,234'],
  ])('%j is shown as %s', (amount, text) => {
    expect(pageOfPayment(paymentOf('tok_3ds', { amount }), 'sig').replaceAll('\u00a0', ' ')).toContain(text);
  });

  test('no text breaks out of the page', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", 'a') }), (text) => {
        expect(escaped(text)).not.toMatch(/[<>"']/);
      }),
    );
    const page = pageOfPayment(paymentOf('tok_3ds', { orderId: '<script>alert(1)</script>' }), '"><script>');
    expect(page).not.toContain('<script>');
  });

  test('its form leads to the gateway and back to the merchant alone', () => {
    const policy = policyOfPage(paymentOf('tok_3ds', { returnUrl: 'https://shop.example/orders/1?a=b' }));
    expect(policy).toContain("form-action 'self' https://shop.example;");
    expect(policyOfPage(paymentOf('tok_3ds'))).toContain("form-action 'self';");
  });
});

describe('links to pages', () => {
  const links = pageLinks(async () => ({ current: 'new', previous: 'old' }), 'https://gateway.example');
  const before = pageLinks(async () => ({ current: 'old', previous: undefined }), 'https://gateway.example');

  test('a link is good for its payment alone, and survives one rotation of the key', async () => {
    const signature = await before.signatureOf('pay_1');
    expect(await before.urlOf('pay_1')).toBe(`https://gateway.example/pay/pay_1?sig=${signature}`);
    expect(await links.genuine('pay_1', signature)).toBe(true);
    expect(await links.genuine('pay_2', signature)).toBe(false);
    expect(await links.genuine('pay_1', '')).toBe(false);
  });
});
