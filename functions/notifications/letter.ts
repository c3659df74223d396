import type { FailureCode, ProductionStatus } from '../orders/contract.ts';
import type { OrderDetails } from '../orders/reads.ts';
import type { Money } from '../shared/money.ts';
import type { MailTemplate } from './contract.ts';

/** A picture of a printed model, which is loaded from the shop when the mail is read. */
export interface Picture {
  /** An absolute URL. */
  readonly src: string;
  readonly fileName: string;
}

/** What a mail has to say, before it has a language. */
export type Letter =
  | { readonly template: 'verification'; readonly link: string; readonly expiresAt: Date }
  | { readonly template: 'registration-repeated' }
  | { readonly template: 'password-reset'; readonly link: string; readonly expiresAt: Date }
  | { readonly template: 'password-reset-done' }
  | { readonly template: 'password-changed' }
  | { readonly template: 'email-change'; readonly link: string; readonly expiresAt: Date }
  | { readonly template: 'email-changed' }
  | { readonly template: 'order-received'; readonly order: OrderDetails }
  | {
      readonly template: 'payment-receipt';
      readonly order: OrderDetails;
      readonly amount: Money;
      readonly paidAt: Date;
    }
  | {
      readonly template: 'order-confirmed';
      readonly order: OrderDetails;
      readonly carrier: string;
      readonly trackingNumber: string;
    }
  | {
      readonly template: 'order-failed';
      readonly order: OrderDetails;
      readonly code: FailureCode;
      /** What had been taken and goes back; absent where nothing was taken. */
      readonly returned: Money | undefined;
    }
  | (OfTrack & { readonly template: 'order-status'; readonly status: StatusInHouse })
  | (OfTrack & {
      readonly template: 'order-shipped';
      readonly carrier: string;
      readonly trackingNumber: string;
    })
  | (OfTrack & { readonly template: 'order-delivered' })
  | {
      readonly template: 'order-overdue';
      readonly orderNumber: string;
      readonly status: ProductionStatus;
      readonly since: Date;
      readonly dueAt: Date;
    }
  | { readonly template: 'low-stock'; readonly sku: string; readonly available: number; readonly lowAt: number }
  | (OfQuote & {
      readonly template: 'quote-ready';
      readonly price: Money;
      /** The day on which the print is ready. */
      readonly eta: Date;
      readonly expiresAt: Date;
    })
  | (OfQuote & { readonly template: 'quote-rejected'; readonly reason: string })
  | (OfQuote & { readonly template: 'quote-expiring'; readonly price: Money; readonly expiresAt: Date });

/** Statuses of the production track before the carrier has the parcel; what the carrier does has mails of its own. */
export type StatusInHouse = Exclude<ProductionStatus, 'SHIPPED' | 'DELIVERED'>;

/** An order on the production track, with a picture of each quoted print that has one. */
interface OfTrack {
  readonly order: OrderDetails;
  readonly pictures: readonly Picture[];
}

/** Whose print a letter is about, of which file, how many pieces, and the page of its quote. */
interface OfQuote {
  readonly name: string;
  readonly fileName: string;
  readonly pieces: number;
  readonly link: string;
  readonly pictures: readonly Picture[];
}

/** The letter of a template. */
export type LetterOf<T extends MailTemplate> = Extract<Letter, { readonly template: T }>;
