/**
 * Quotes: what a print of a customer's model costs, reckoned by rules or decided by a person, and accepted into an order.
 *
 * Consumes `order.failed` (its quote may be accepted again), `upload.rejected` (its quotes are rejected with the file).
 * Emits `quote.created`, `quote.ready`, `quote.rejected`, `quote.accepted`, `quote.reopened`, `quote.expiring`, `quote.expired`.
 */
import * as z from 'zod';
import { PaymentMethod, PaymentStatus } from '../payments/contract.ts';
import {
  customer,
  customerSelfRead,
  defineRoute,
  everyone,
  pageOf,
  pageQuery,
  permitted,
  problem,
} from '../shared/http/route.ts';
import { Address, line, lines, Timestamp } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';
import { Money, MoneySent } from '../shared/money.ts';
import { LengthUnit, PrintConfig } from './price/configuration.ts';
import {
  ActivatePriceRules,
  Breakdown,
  CreatePriceRules,
  EstimatePrice,
  ListPriceRules,
  noRules,
  notOffered,
  PriceErrorDto,
  ReadPrintOptions,
  ReviewNotes,
  Suggestion,
  TryPriceRules,
} from './price/contract.ts';
import { QuoteStatus } from './quote-events.ts';

export * from './price/contract.ts';
export * from './quote-events.ts';

const price = Money.meta({ examples: [{ amount: 1_840, currency: 'EUR' }] });
const Eta = z.iso.date().meta({ description: 'The day on which it is ready to be sent', examples: ['2026-12-03'] });

export const QuoteConfig = z
  .object({
    material: z.string(),
    colour: z.string(),
    finish: z.string(),
    infill: z.int().meta({ description: 'Percent' }),
    quantity: z.int().positive(),
    scale: z.number().positive(),
    unit: LengthUnit.optional(),
    rush: z.boolean(),
  })
  .meta({ id: 'QuoteConfig' });

/** What is offered, as everybody sees it who was given the quote. */
const offered = {
  status: QuoteStatus,
  config: QuoteConfig,
  price: price.optional().meta({ description: 'Tax is contained; absent while a person still looks' }),
  breakdown: Breakdown.optional(),
  error: PriceErrorDto.optional(),
  eta: Eta.optional(),
  expiresAt: Timestamp.optional(),
};

export const QuoteDto = z
  .object({
    id: idSchema('quo'),
    ...offered,
    uploadId: idSchema('upl'),
    fileName: z.string(),
    fileSha256: z.string().meta({ description: 'Of the file that is priced, in base64' }),
    configHash: z.string(),
    previewUrl: z
      .string()
      .optional()
      .meta({ description: 'A picture of the file in the chosen colour, while it is kept' }),
    rulesVersion: z.int().positive(),
    review: ReviewNotes.optional().meta({ description: 'Why a person looks' }),
    note: z.string().optional().meta({ description: 'Of the customer' }),
    reason: z.string().optional().meta({ description: 'Why it was rejected' }),
    orderId: idSchema('ord').optional(),
    createdAt: Timestamp,
    version: z.int().positive(),
    customerId: idSchema('usr').optional().meta({ description: 'Told to staff' }),
    suggestion: Suggestion.optional().meta({ description: 'What the rules say; told to staff' }),
  })
  .meta({ id: 'Quote' });
export type QuoteDto = z.infer<typeof QuoteDto>;

const quoteParams = z.strictObject({ quoteId: idSchema('quo') });
const absent = problem(404, 'not-found', 'absent, or not yours');
const notOpen = problem(409, 'quote-not-open', 'what its status does not allow; `status` in the answer names it');
const analysisPending = problem(409, 'analysis-pending', 'the model is not measured yet');
const unitNeeded = problem(409, 'unit-needed', 'its size makes the unit doubtful: send `config.unit`');
const fileRefused = problem(409, 'file-refused', 'the file was refused; `GET /uploads/{id}` says why');
const fileChanged = problem(409, 'file-changed', 'the file is not the one that was quoted, or it is gone');

export const RequestQuote = defineRoute({
  operationId: 'requestQuote',
  method: 'POST',
  path: '/quotes',
  access: customer,
  tag: 'Printing',
  summary: 'Asks what a print of my upload costs: at once where the rules can tell, else after a person has looked',
  idempotencyKey: 'honoured',
  body: z.strictObject({ uploadId: idSchema('upl'), config: PrintConfig, note: lines(1_000).optional() }).meta({
    examples: [
      { uploadId: 'upl_01KAK0V5T2M3N4P5Q6R7S8T9VW', config: { material: 'pla', colour: 'coral', quantity: 1 } },
    ],
  }),
  etag: 'version',
  success: { status: 201, description: 'READY with its price, or PENDING_REVIEW', body: QuoteDto },
  problems: [
    notOffered,
    problem(404, 'not-found', 'no such upload, or not yours'),
    analysisPending,
    unitNeeded,
    fileRefused,
    noRules,
  ],
});

export const ListQuotes = defineRoute({
  operationId: 'listQuotes',
  method: 'GET',
  path: '/quotes',
  access: customer,
  tag: 'Printing',
  summary: 'My quotes, newest first; staff who ask for PENDING_REVIEW get those of everybody',
  query: z.strictObject({ ...pageQuery, status: QuoteStatus.optional() }),
  success: { status: 200, description: 'A page; it may be short while there is a next one', body: pageOf(QuoteDto) },
  problems: [],
});

export const ReadQuote = defineRoute({
  operationId: 'getQuote',
  method: 'GET',
  path: '/quotes/{quoteId}',
  access: customer,
  tag: 'Printing',
  summary: 'One of my quotes; staff read every one',
  params: quoteParams,
  etag: 'version',
  success: { status: 200, description: 'The quote', body: QuoteDto },
  problems: [absent],
});

export const AskForReview = defineRoute({
  operationId: 'askForReview',
  method: 'POST',
  path: '/quotes/{quoteId}/review',
  access: customer,
  tag: 'Printing',
  summary: 'Asks that a person looks at my quote',
  params: quoteParams,
  body: z.strictObject({ note: lines(1_000).optional() }).meta({ examples: [{ note: 'Must be watertight.' }] }),
  etag: 'version',
  success: { status: 200, description: 'It waits for a person', body: QuoteDto },
  problems: [absent, notOpen],
});

export const Requote = defineRoute({
  operationId: 'requote',
  method: 'POST',
  path: '/quotes/{quoteId}/requote',
  access: customer,
  tag: 'Printing',
  summary: "Prices the same print again by today's rules, also after the quote has expired",
  params: quoteParams,
  etag: 'version',
  success: { status: 200, description: 'READY with its price, or PENDING_REVIEW', body: QuoteDto },
  problems: [absent, notOpen, notOffered, fileChanged, noRules],
});

export const ShareQuote = defineRoute({
  operationId: 'shareQuote',
  method: 'POST',
  path: '/quotes/{quoteId}/share',
  access: customer,
  tag: 'Printing',
  summary: 'A link by which others see what is offered, and neither who asked nor the file',
  params: quoteParams,
  success: { status: 201, description: 'The link', body: z.object({ url: z.string(), expiresAt: Timestamp }) },
  problems: [absent],
});

export const ReadSharedQuote = defineRoute({
  operationId: 'getSharedQuote',
  method: 'GET',
  path: '/quotes/shared/{token}',
  access: everyone,
  tag: 'Printing',
  summary: 'A quote that somebody shared',
  params: z.strictObject({
    token: z
      .string()
      .regex(/^[A-Za-z0-9_-]{22}$/, 'as a link says it')
      .meta({ examples: ['q3Zt0m8ZkW1v5yJxR7bNcA'] }),
  }),
  success: { status: 200, description: 'What is offered', body: z.object(offered).meta({ id: 'SharedQuote' }) },
  problems: [problem(404, 'not-found', 'no such link, or it has expired')],
});

export const DecideQuote = defineRoute({
  operationId: 'decideQuote',
  method: 'PATCH',
  path: '/quotes/{quoteId}',
  access: permitted('quotes:review'),
  tag: 'Admin',
  summary: 'Offers a quote, at the suggested price or another one, or rejects it; the customer is mailed',
  params: quoteParams,
  ifMatch: 'honoured',
  body: z
    .strictObject({
      price: MoneySent.optional().meta({ description: 'Without it, the suggested one' }),
      eta: Eta.optional(),
      expiresAt: Timestamp.optional().meta({
        description: 'Until when it is offered, at most a year; without it, for the days that the rules say',
      }),
      status: z.enum(['READY', 'REJECTED']),
      reason: line(500).optional().meta({ description: 'Told to the customer; needed for REJECTED' }),
    })
    .refine(({ status, reason }) => status === 'READY' || reason !== undefined, {
      path: ['reason'],
      message: 'say why it is rejected',
    })
    .meta({ examples: [{ status: 'REJECTED', reason: 'The walls are too thin for this material.' }] }),
  etag: 'version',
  success: { status: 200, description: 'The quote as it now stands', body: QuoteDto },
  problems: [
    problem(404, 'not-found', 'absent'),
    notOpen,
    problem(400, 'price-needed', 'the rules could suggest none, or the price is in another currency'),
    problem(400, 'expiry-not-possible', '`expiresAt` is over already, or more than a year away'),
  ],
});

export const AcceptQuote = defineRoute({
  operationId: 'acceptQuote',
  method: 'POST',
  path: '/quotes/{quoteId}/accept',
  access: customerSelfRead,
  tag: 'Printing',
  summary: 'Orders what was quoted; a payment that fails makes the quote READY again while it lasts',
  params: quoteParams,
  idempotencyKey: 'required',
  body: z.strictObject({
    shippingAddress: Address,
    billingAddress: Address.optional(),
    payment: PaymentMethod,
  }),
  success: {
    status: 202,
    description: 'The order is placed; its saga begins now',
    headers: ['Location'],
    body: z.object({
      orderId: idSchema('ord'),
      payment: z.object({ paymentId: idSchema('pay'), status: PaymentStatus, redirectUrl: z.string() }),
    }),
  },
  problems: [
    absent,
    problem(400, 'country-not-served', 'nothing is delivered to that country'),
    problem(400, 'payment-provider-unavailable', 'this shop does not take payments by that provider'),
    problem(400, 'return-url-not-allowed', "the return address is not one of the shop's own"),
    problem(409, 'quote-expired', 'its time is over; ask for it again'),
    problem(409, 'quote-already-accepted', 'it is an order already'),
    problem(409, 'quote-not-ready', 'a person still looks at it, or has rejected it'),
    fileChanged,
    problem(422, 'idempotency-key-reused', 'the key was used with another body'),
  ],
});

/** What each entry serves. */
export const shopRoutes = [
  ReadPrintOptions,
  EstimatePrice,
  RequestQuote,
  ListQuotes,
  ReadQuote,
  AskForReview,
  Requote,
  ShareQuote,
  ReadSharedQuote,
];
export const acceptRoutes = [AcceptQuote];
export const adminRoutes = [DecideQuote, ListPriceRules, CreatePriceRules, TryPriceRules, ActivatePriceRules];
