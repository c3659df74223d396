/** What is announced of quotes. */
import * as z from 'zod';
import { defineEvent } from '../shared/events/event.ts';
import { Timestamp } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';
import { Money } from '../shared/money.ts';

export const QuoteStatus = z
  .enum(['PENDING_REVIEW', 'READY', 'ACCEPTED', 'REJECTED', 'EXPIRED'])
  .meta({ id: 'QuoteStatus' });
export type QuoteStatus = z.infer<typeof QuoteStatus>;

const OfQuote = z.object({ quoteId: idSchema('quo'), customerId: idSchema('usr') });

export const QuoteCreated = defineEvent({
  type: 'quote.created',
  context: 'quotes',
  schemaVersion: 1,
  summary: 'Somebody asked what a print costs.',
  aliases: ['QuoteCreated'],
  data: OfQuote.extend({ uploadId: idSchema('upl'), status: QuoteStatus }),
});

export const QuoteReady = defineEvent({
  type: 'quote.ready',
  context: 'quotes',
  schemaVersion: 1,
  summary: 'A print is offered at a price, for a time.',
  aliases: ['QuoteReady'],
  data: OfQuote.extend({ price: Money, expiresAt: Timestamp }),
});

export const QuoteRejected = defineEvent({
  type: 'quote.rejected',
  context: 'quotes',
  schemaVersion: 1,
  summary: 'A print will not be made.',
  aliases: ['QuoteRejected'],
  data: OfQuote,
});

export const QuoteAccepted = defineEvent({
  type: 'quote.accepted',
  context: 'quotes',
  schemaVersion: 1,
  summary: 'A quote became an order.',
  aliases: ['QuoteAccepted'],
  data: OfQuote.extend({ orderId: idSchema('ord'), price: Money }),
});

export const QuoteReopened = defineEvent({
  type: 'quote.reopened',
  context: 'quotes',
  schemaVersion: 1,
  summary: 'The order of a quote failed; it may be accepted again while it lasts.',
  data: OfQuote.extend({ orderId: idSchema('ord'), status: QuoteStatus }),
});

export const QuoteExpiring = defineEvent({
  type: 'quote.expiring',
  context: 'quotes',
  schemaVersion: 1,
  summary: 'The time of an offer is nearly over.',
  data: OfQuote.extend({ expiresAt: Timestamp }),
});

export const QuoteExpired = defineEvent({
  type: 'quote.expired',
  context: 'quotes',
  schemaVersion: 1,
  summary: 'The time of an offer is over.',
  data: OfQuote,
});
