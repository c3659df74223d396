import type { FailureCode, ProductionStatus } from '../orders/contract.ts';
import type { Locale } from '../shared/http/shapes.ts';
import type { StatusInHouse } from './letter.ts';
import { german } from './texts-de.ts';
import { english } from './texts-en.ts';
import { french } from './texts-fr.ts';

/** The words of one mail. What stands `before` the figures or the button, and what `after` them. */
export interface Wording {
  readonly subject: string;
  /** What a list of mails shows beside the subject. */
  readonly preview: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** The words around a link that can be used until a moment; `action` is what its button says. */
export type WithLink = (values: { readonly until: string }) => Wording & { readonly action: string };

interface OfOrder {
  readonly orderNumber: string;
}

/** Everything that mails say in one language: what is missing here does not compile. Values come formatted. */
export interface Texts {
  /** BCP 47, for dates, money and countries. */
  readonly language: string;
  readonly greeting: string;
  readonly greetingTo: (name: string) => string;
  readonly closing: string;
  readonly footer: string;
  readonly labels: Readonly<
    Record<
      | 'subtotal'
      | 'shipping'
      | 'total'
      | 'tax'
      | 'order'
      | 'carrier'
      | 'tracking'
      | 'address'
      | 'print'
      | 'price'
      | 'ready'
      | 'until'
      | 'toQuote',
      string
    >
  >;
  /** What stands in the place of a picture of a model that is not shown. */
  readonly picture: (fileName: string) => string;
  readonly verification: WithLink;
  readonly registrationRepeated: Wording;
  readonly passwordReset: WithLink;
  readonly passwordResetDone: Wording;
  readonly passwordChanged: Wording;
  readonly emailChange: WithLink;
  readonly emailChanged: Wording;
  readonly orderReceived: (values: OfOrder) => Wording;
  readonly paymentReceipt: (values: OfOrder & { readonly amount: string; readonly day: string }) => Wording;
  readonly orderConfirmed: (values: OfOrder & { readonly carrier: string }) => Wording;
  readonly orderFailed: (
    values: OfOrder & { readonly code: FailureCode; readonly returned: string | undefined },
  ) => Wording;
  readonly orderStatus: (values: OfOrder & { readonly status: StatusInHouse }) => Wording;
  readonly orderShipped: (values: OfOrder & { readonly carrier: string }) => Wording;
  readonly orderDelivered: (values: OfOrder) => Wording;
  readonly orderOverdue: (
    values: OfOrder & { readonly status: ProductionStatus; readonly since: string; readonly due: string },
  ) => Wording;
  readonly lowStock: (values: { readonly sku: string; readonly available: number; readonly lowAt: number }) => Wording;
  readonly quoteReady: (values: { readonly price: string; readonly until: string }) => Wording;
  readonly quoteRejected: (values: { readonly reason: string }) => Wording;
  readonly quoteExpiring: (values: { readonly until: string }) => Wording;
}

export const texts: Readonly<Record<Locale, Texts>> = { en: english, de: german, fr: french };
