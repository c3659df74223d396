/**
 * Notifications: the mails that follow from what happened, and the ledger of what was sent.
 *
 * Consumes the events of `mailsDue`, each of which is followed by one mail.
 * Emits `email.sent`.
 */
import * as z from 'zod';
import {
  EmailChanged,
  EmailChangeRequested,
  EmailVerificationRequested,
  PasswordChanged,
  PasswordResetCompleted,
  PasswordResetRequested,
  RegistrationRepeated,
} from '../identity/contract.ts';
import { InventoryLow } from '../inventory/contract.ts';
import {
  OrderCompleted,
  OrderCreated,
  OrderDelivered,
  OrderFailed,
  OrderOverdue,
  OrderShipped,
  OrderStatusChanged,
} from '../orders/contract.ts';
import { PaymentProcessed } from '../payments/contract.ts';
import { QuoteExpiring, QuoteReady, QuoteRejected } from '../quotes/contract.ts';
import { type DataOf, defineEvent, type Envelope, type EventDefinition } from '../shared/events/event.ts';
import { idSchema } from '../shared/ids.ts';

export const MailTemplate = z
  .enum([
    'verification',
    'registration-repeated',
    'password-reset',
    'password-reset-done',
    'password-changed',
    'email-change',
    'email-changed',
    'order-received',
    'payment-receipt',
    'order-confirmed',
    'order-failed',
    'order-status',
    'order-shipped',
    'order-delivered',
    'order-overdue',
    'low-stock',
    'quote-ready',
    'quote-rejected',
    'quote-expiring',
  ])
  .meta({ id: 'MailTemplate' });
export type MailTemplate = z.infer<typeof MailTemplate>;

export const MailStatus = z
  .enum(['queued', 'scheduled', 'sent', 'delivered', 'bounced', 'failed'])
  .meta({ id: 'MailStatus' });
export type MailStatus = z.infer<typeof MailStatus>;

export const EmailSent = defineEvent({
  type: 'email.sent',
  context: 'notifications',
  schemaVersion: 1,
  summary: 'The mail provider took a mail.',
  aliases: ['EmailSent'],
  // The template is an open name: a new mail is no new event.
  data: z.object({ notificationId: idSchema('ntf'), template: z.string(), orderId: idSchema('ord').optional() }),
});

/** Every mail, and the event that it follows. */
export const mailsDue = {
  verification: EmailVerificationRequested,
  'registration-repeated': RegistrationRepeated,
  'password-reset': PasswordResetRequested,
  'password-reset-done': PasswordResetCompleted,
  'password-changed': PasswordChanged,
  'email-change': EmailChangeRequested,
  'email-changed': EmailChanged,
  'order-received': OrderCreated,
  'payment-receipt': PaymentProcessed,
  'order-confirmed': OrderCompleted,
  'order-failed': OrderFailed,
  'order-status': OrderStatusChanged,
  'order-shipped': OrderShipped,
  'order-delivered': OrderDelivered,
  'order-overdue': OrderOverdue,
  'low-stock': InventoryLow,
  'quote-ready': QuoteReady,
  'quote-rejected': QuoteRejected,
  'quote-expiring': QuoteExpiring,
} satisfies Record<MailTemplate, EventDefinition>;

/** What the event of a mail carries. */
export type CauseOf<T extends MailTemplate> = Envelope<DataOf<(typeof mailsDue)[T]>>;
