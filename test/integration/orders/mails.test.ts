import { answered } from '@printverse/client/shop-client.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Customer, factsOf, mailsNoted, mailsTo, newCustomer, nowhere, orderBody } from './buying.ts';

let greta: Customer;
let giselle: Customer;
beforeAll(async () => {
  [greta, giselle] = await Promise.all([newCustomer(), newCustomer()]);
  await answered(greta.shop.PATCH('/me', { body: { locale: 'de' } }));
  await answered(giselle.shop.PATCH('/me', { body: { locale: 'fr' } }));
});

describe('the mails of an order', () => {
  test('are receipt of the order, receipt of the money, and confirmation with the tracking number, each once, in the customer’s language [NTF-10, K13, SAG-11]', async () => {
    const { order } = await greta.buy();
    const { shipment } = await greta.reaches(order.id, 'COMPLETED');
    expect((await mailsNoted(order.id, 3)).toSorted()).toEqual([
      'order-confirmed',
      'order-received',
      'payment-receipt',
    ]);
    const mails = await mailsTo(greta.email);
    expect(mails).toHaveLength(3);
    for (const { To, Subject, BodyText, BodyHtml } of mails) {
      expect(To).toEqual([greta.email]);
      expect(Subject).toContain(order.orderNumber);
      expect(Subject).toContain('Bestellung');
      expect(BodyText).toContain('PrintVerse');
      expect(BodyHtml).toContain('lang="de-DE"');
    }
    const telling = (text: string) => mails.filter(({ BodyText }) => BodyText.includes(text)).length;
    expect(telling(shipment?.trackingNumber ?? expect.fail())).toBe(1);
    expect(telling('29,80')).toBeGreaterThan(0);
  });

  test('that failed say so once, and thank nobody for money that did not come [NTF-12, SAG-05, K3]', async () => {
    const { order } = await giselle.buy(orderBody('tok_declined'));
    await giselle.reaches(order.id, 'FAILED');
    expect((await mailsNoted(order.id, 2)).toSorted()).toEqual(['order-failed', 'order-received']);
    const mails = await mailsTo(giselle.email);
    expect(mails.map(({ Subject }) => Subject.includes(order.orderNumber))).toEqual([true, true]);
    expect(mails.every(({ BodyHtml }) => BodyHtml.includes('lang="fr-FR"'))).toBe(true);
  });

  test('that had to be undone tell of the money that came, and that it goes back [NTF-12, SAG-07]', async () => {
    const { order } = await giselle.buy(orderBody('tok_visa', { shippingAddress: nowhere }));
    await giselle.reaches(order.id, 'FAILED');
    expect((await mailsNoted(order.id, 3)).toSorted()).toEqual(['order-failed', 'order-received', 'payment-receipt']);
    const noted = (await factsOf(order.id)).filter(({ type }) => type === 'email.sent');
    expect(new Set(noted.map(({ details }) => details?.['notificationId'])).size).toBe(3);
    const failed = (await mailsTo(giselle.email)).filter(({ Subject }) => Subject.includes(order.orderNumber)).at(-1);
    expect(failed?.BodyText).toContain('29,80');
  });
});
