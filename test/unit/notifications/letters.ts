import type { Letter, LetterOf } from '../../../functions/notifications/letter.ts';
import type { OrderDetails } from '../../../functions/orders/reads.ts';
import type { Quote } from '../../../functions/quotes/quote.ts';
import { money } from '../../../functions/shared/money.ts';

const eur = (amount: number) => money(amount, 'EUR');

/** An order of two lamps and a vase, 54.87 with shipping, as it was placed. */
export const order: OrderDetails = {
  id: 'ord_0123456789ABCDEFGHJKMNPQRS',
  orderNumber: 'ORD-20261121-7K3QX',
  customer: { id: 'usr_0123456789ABCDEFGHJKMNPQRS', email: 'ada@example.com', name: 'Ada Lovelace', locale: 'en' },
  lines: [
    {
      lineId: '1',
      kind: 'stock',
      productId: 'prd_0123456789ABCDEFGHJKMNPQRS',
      sku: 'LAMP-1',
      name: 'Desk lamp',
      quantity: 2,
      unitPrice: eur(1_999),
      lineTotal: eur(3_998),
      priceVersion: 1,
      taxRate: 19,
    },
    {
      lineId: '2',
      kind: 'stock',
      productId: 'prd_1123456789ABCDEFGHJKMNPQRS',
      sku: 'VASE-1',
      name: 'Vase',
      quantity: 1,
      unitPrice: eur(999),
      lineTotal: eur(999),
      priceVersion: 1,
      taxRate: 19,
    },
  ],
  subtotal: eur(4_997),
  tax: eur(876),
  shippingCost: eur(490),
  total: eur(5_487),
  shippingAddress: { name: 'Ada Lovelace', line1: 'Lange Gasse 1', city: 'Wien', postalCode: '1080', country: 'AT' },
  billingAddress: { name: 'Ada Lovelace', line1: 'Lange Gasse 1', city: 'Wien', postalCode: '1080', country: 'AT' },
  payment: { paymentId: 'pay_0123456789ABCDEFGHJKMNPQRS', provider: 'sandbox', redirectUrl: 'https://api.example/p' },
  requestHash: 'h',
  createdAt: '2026-11-21T09:00:00.000Z',
};

export const picture = {
  src: 'https://api.example/previews/q3Zt0m8ZkW1v5yJxR7bNcA?colour=e07a5f',
  fileName: 'bracket.stl',
};

const print = {
  pictures: [picture],
  link: 'https://shop.example/quotes/quo_01KAK0V5T2M3N4P5Q6R7S8T9VW',
  name: 'Ada Lovelace',
  fileName: 'bracket.stl',
  pieces: 3,
};

/** One letter of every template, about an order that may be another one. */
export const lettersAbout = (about: OrderDetails): { readonly [T in Letter['template']]: LetterOf<T> } => ({
  verification: {
    template: 'verification',
    link: 'https://api.example/auth/verify-email?token=tok_1.signature',
    expiresAt: new Date('2026-11-22T09:30:00.000Z'),
  },
  'registration-repeated': { template: 'registration-repeated' },
  'password-reset': {
    template: 'password-reset',
    link: 'https://api.example/auth/reset-password?token=tok_2.signature',
    expiresAt: new Date('2026-11-22T09:30:00.000Z'),
  },
  'password-reset-done': { template: 'password-reset-done' },
  'password-changed': { template: 'password-changed' },
  'email-change': {
    template: 'email-change',
    link: 'https://api.example/auth/verify-email?token=tok_3.signature',
    expiresAt: new Date('2026-11-22T09:30:00.000Z'),
  },
  'email-changed': { template: 'email-changed' },
  'order-received': { template: 'order-received', order: about },
  'payment-receipt': {
    template: 'payment-receipt',
    order: about,
    amount: about.total,
    paidAt: new Date('2026-11-21T09:01:00.000Z'),
  },
  'order-confirmed': {
    template: 'order-confirmed',
    order: about,
    carrier: 'Parcel Post',
    trackingNumber: 'PP123456789',
  },
  'order-failed': { template: 'order-failed', order: about, code: 'shipping-impossible', returned: about.total },
  'order-status': { template: 'order-status', order: about, status: 'IN_PRODUCTION', pictures: [picture] },
  'order-shipped': {
    template: 'order-shipped',
    order: about,
    carrier: 'Parcel Post',
    trackingNumber: 'PP123456789',
    pictures: [picture],
  },
  'order-delivered': { template: 'order-delivered', order: about, pictures: [picture] },
  'order-overdue': {
    template: 'order-overdue',
    orderNumber: about.orderNumber,
    status: 'IN_QA',
    since: new Date('2026-11-24T08:15:00.000Z'),
    dueAt: new Date('2026-11-25T08:15:00.000Z'),
  },
  'low-stock': { template: 'low-stock', sku: 'VASE-1', available: 3, lowAt: 4 },
  'quote-ready': {
    template: 'quote-ready',
    ...print,
    price: eur(1_840),
    eta: new Date('2026-11-25T00:00:00.000Z'),
    expiresAt: new Date('2026-12-05T09:30:00.000Z'),
  },
  'quote-rejected': { template: 'quote-rejected', ...print, reason: 'The walls are 0.2 mm thin.' },
  'quote-expiring': {
    template: 'quote-expiring',
    ...print,
    price: eur(1_840),
    expiresAt: new Date('2026-12-05T09:30:00.000Z'),
  },
});

/** An offer of somebody's print. In: its id, whose it is, until when it stands. */
export const quoteOf = (id: string, customerId: string, until: Date): Quote & Required<Pick<Quote, 'offer'>> => ({
  id,
  customerId,
  status: 'READY',
  uploadId: 'upl_0123456789ABCDEFGHJKMNPQRS',
  fileName: 'bracket.stl',
  fileSha256: 'sum',
  config: { material: 'pla', colour: 'coral', finish: 'as-printed', infill: 15, quantity: 3, scale: 1, rush: false },
  configHash: 'hash',
  rulesVersion: 1,
  reckoning: {
    price: eur(1_840),
    lines: [{ code: 'material', cents: 1_840 }],
    error: { percent: 15, basis: 'measured' },
    eta: '2026-11-25',
    machineId: 'fdm-250',
    grams: 12,
    pieceSeconds: 3_600,
    seconds: 10_800,
  },
  offer: { price: eur(1_840), eta: '2026-11-25', expiresAt: until.toISOString() },
  days: 14,
  createdAt: '2026-11-21T09:00:00.000Z',
  updatedAt: '2026-11-21T09:00:00.000Z',
  version: 1,
});
