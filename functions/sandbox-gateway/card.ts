import type { PaymentStatus } from './contract.ts';

/** What a test card does with a payment. */
export interface Card {
  /** Where a payment goes when it is opened. */
  readonly opens: Exclude<PaymentStatus, 'voided'>;
  /** Lives for the sandbox's own short period, not until the merchant's expiry. */
  readonly shortLived?: true;
  /** Is captured all the same, some time after it failed or was voided. */
  readonly capturesLate?: true;
  /** The answer to the call that opens it gets lost. */
  readonly losesReply?: true;
  /** Refunds fail until somebody heals them on the page. */
  readonly refusesRefunds?: true;
}

const CARDS: ReadonlyMap<string, Card> = new Map<string, Card>([
  ['tok_visa', { opens: 'captured' }],
  ['tok_declined', { opens: 'failed' }],
  ['tok_3ds', { opens: 'requires_action' }],
  ['tok_lost_reply', { opens: 'captured', losesReply: true }],
  ['tok_pending', { opens: 'pending', shortLived: true }],
  ['tok_late', { opens: 'pending', shortLived: true, capturesLate: true }],
  ['tok_refund_fails', { opens: 'captured', refusesRefunds: true }],
]);

/** In: a token, or none for an ordinary card. Out: what its card does; a card that nobody knows is declined. */
export const cardOf = (token = 'tok_visa'): Card => CARDS.get(token) ?? { opens: 'failed' };
