/**
 * The file of a person's data: everything that the shop knows of them, and nothing that opens a door. Whatever the schema
 * does not name is left out of it, so that a new attribute somewhere gets in on purpose only. Additive within a version.
 */
import * as z from 'zod';
import { Locale, Timestamp } from '../shared/http/shapes.ts';
import { Money } from '../shared/money.ts';
import { Session } from './sessions/contract.ts';
import { Profile } from './shapes.ts';

/** Something that happened, with what of it is no machinery. The actor is `anonymous` where nothing may be told of who it was. */
const Happening = z.object({ at: Timestamp, type: z.string(), actor: z.string() });

/** A postal address as it was taken. What is asked of a new one may grow, and keeps nobody from their data. */
const KeptAddress = z.object({
  name: z.string(),
  company: z.string().optional(),
  line1: z.string(),
  line2: z.string().optional(),
  city: z.string(),
  postalCode: z
    .string()
    .optional()
    .transform((code) => code ?? '')
    .pipe(z.string())
    .meta({ description: 'Empty where the country has none' }),
  region: z.string().optional(),
  country: z.string(),
});

export const PersonalData = z
  .object({
    schemaVersion: z.literal(1),
    exportId: z.string(),
    createdAt: Timestamp,
    profile: Profile.omit({ version: true }).extend({ disabled: z.boolean(), updatedAt: Timestamp }),
    otherEmails: z
      .array(z.object({ email: z.string(), is: z.enum(['former', 'awaited']) }))
      .meta({ description: 'Given up lately and kept to be told so, or asked for in the last days and not confirmed' }),
    addresses: z.array(
      KeptAddress.extend({ id: z.string(), label: z.string().optional(), createdAt: Timestamp, version: z.int() }),
    ),
    sessions: z.array(Session.omit({ current: true })),
    account: z.array(Happening).meta({
      description:
        'What happened to the account, and in the last thirty days that somebody asked for its address as a new one; nothing of who that was',
    }),
    security: z.array(Happening.extend({ ip: z.string(), userAgent: z.string().optional() })).meta({
      description:
        'What was asked of the account in the last thirty days, and from where: registering, links by mail, signing in and out, changes of password and address, what was refused. Whoever knows the address can have asked for a link or tried to sign in',
    }),
    orders: z.array(
      z.object({
        id: z.string(),
        orderNumber: z.string(),
        status: z.string(),
        productionStatus: z.string().optional(),
        customer: z.object({ email: z.string(), name: z.string(), locale: Locale }),
        lines: z.array(
          z.object({
            lineId: z.string(),
            kind: z.string(),
            productId: z.string().optional(),
            sku: z.string().optional(),
            name: z.string(),
            quantity: z.int(),
            unitPrice: Money,
            lineTotal: Money,
            taxRate: z.number(),
          }),
        ),
        subtotal: Money,
        tax: Money,
        shippingCost: Money,
        total: Money,
        shippingAddress: KeptAddress,
        billingAddress: KeptAddress,
        failure: z.object({ code: z.string(), message: z.string() }).optional(),
        createdAt: Timestamp,
        updatedAt: Timestamp,
        story: z.array(Happening),
      }),
    ),
    payments: z.array(
      z.object({
        id: z.string(),
        orderId: z.string(),
        provider: z.string(),
        status: z.string(),
        amount: Money,
        captured: Money.optional(),
        refunded: Money.optional(),
        method: z.string().optional().meta({ description: "The payment provider's name for the card" }),
        returnUrl: z.string().optional(),
        createdAt: Timestamp,
      }),
    ),
    shipments: z.array(
      z.object({
        id: z.string(),
        orderId: z.string(),
        carrier: z.string(),
        trackingNumber: z.string(),
        status: z.string(),
        createdAt: Timestamp,
      }),
    ),
    mails: z.array(
      z.object({
        id: z.string(),
        template: z.string(),
        status: z.string(),
        orderId: z.string().optional(),
        createdAt: Timestamp,
        sentAt: Timestamp.optional(),
      }),
    ),
  })
  .meta({ id: 'PersonalData' });
export type PersonalData = z.infer<typeof PersonalData>;
