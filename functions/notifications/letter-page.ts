import type { OrderDetails } from '../orders/reads.ts';
import { unreachable } from '../shared/domain-error.ts';
import { type Formats, formatsFor } from './formats.ts';
import type { Letter, Picture } from './letter.ts';
import type { Texts, WithLink, Wording } from './texts.ts';

/** A line of a bill or a parcel slip. */
export interface Figure {
  readonly label: string;
  readonly value: string;
  readonly strong?: boolean;
}

/** A letter in one language, as it is read from top to bottom, before it is HTML or text. */
export interface LetterPage {
  readonly subject: string;
  readonly preview: string;
  readonly greeting: string;
  readonly before: readonly string[];
  readonly pictures?: readonly { readonly src: string; readonly alt: string }[];
  readonly action?: { readonly label: string; readonly href: string };
  readonly figures?: readonly Figure[];
  readonly address?: { readonly title: string; readonly lines: readonly string[] };
  readonly after: readonly string[];
  readonly closing: string;
  readonly footer: string;
}

/**
 * In: a letter and the words of a language. Out: the page. The subject and preview hold nothing that a customer typed,
 * and letters about an account greet without a name: where nobody has confirmed the address, somebody else may have typed
 * both.
 */
export function letterPage(letter: Letter, texts: Texts): LetterPage {
  const formats = formatsFor(texts.language);
  switch (letter.template) {
    case 'verification':
      return withLink(letter, texts.verification, texts);
    case 'password-reset':
      return withLink(letter, texts.passwordReset, texts);
    case 'email-change':
      return withLink(letter, texts.emailChange, texts);
    case 'registration-repeated':
      return framed(texts.registrationRepeated, texts);
    case 'password-reset-done':
      return framed(texts.passwordResetDone, texts);
    case 'password-changed':
      return framed(texts.passwordChanged, texts);
    case 'email-changed':
      return framed(texts.emailChanged, texts);
    case 'order-received': {
      const { order } = letter;
      return {
        ...framed(texts.orderReceived(order), texts, order.customer.name),
        figures: bill(order, texts, formats),
        address: deliveredTo(order, texts, formats),
      };
    }
    case 'payment-receipt': {
      const { order, amount, paidAt } = letter;
      const values = { ...order, amount: formats.money(amount), day: formats.day(paidAt) };
      return {
        ...framed(texts.paymentReceipt(values), texts, order.customer.name),
        figures: bill(order, texts, formats),
      };
    }
    case 'order-confirmed': {
      const { order, carrier, trackingNumber } = letter;
      return {
        ...framed(texts.orderConfirmed({ ...order, carrier }), texts, order.customer.name),
        figures: parcel(order, carrier, trackingNumber, texts),
        address: deliveredTo(order, texts, formats),
      };
    }
    case 'order-failed': {
      const { order, code, returned } = letter;
      const values = { ...order, code, returned: returned && formats.money(returned) };
      return framed(texts.orderFailed(values), texts, order.customer.name);
    }
    case 'order-status': {
      const { order, status, pictures } = letter;
      return {
        ...framed(texts.orderStatus({ ...order, status }), texts, order.customer.name),
        ...pictured(pictures, texts),
        figures: [{ label: texts.labels.order, value: order.orderNumber }, ...linesOf(order)],
      };
    }
    case 'order-shipped': {
      const { order, carrier, trackingNumber, pictures } = letter;
      return {
        ...framed(texts.orderShipped({ ...order, carrier }), texts, order.customer.name),
        ...pictured(pictures, texts),
        figures: parcel(order, carrier, trackingNumber, texts),
        address: deliveredTo(order, texts, formats),
      };
    }
    case 'order-delivered': {
      const { order, pictures } = letter;
      return {
        ...framed(texts.orderDelivered(order), texts, order.customer.name),
        ...pictured(pictures, texts),
        figures: [{ label: texts.labels.order, value: order.orderNumber }, ...linesOf(order)],
      };
    }
    case 'order-overdue': {
      const { orderNumber, status, since, dueAt } = letter;
      const values = { orderNumber, status, since: formats.minute(since), due: formats.minute(dueAt) };
      return framed(texts.orderOverdue(values), texts);
    }
    case 'low-stock':
      return framed(texts.lowStock(letter), texts);
    case 'quote-ready': {
      const { price, eta, expiresAt } = letter;
      const values = { price: formats.money(price), until: formats.minute(expiresAt) };
      return {
        ...aboutQuote(texts.quoteReady(values), letter, texts),
        figures: [
          printed(letter, texts),
          { label: texts.labels.price, value: values.price, strong: true },
          { label: texts.labels.ready, value: formats.day(eta) },
          { label: texts.labels.until, value: values.until },
        ],
      };
    }
    case 'quote-rejected':
      return { ...aboutQuote(texts.quoteRejected(letter), letter, texts), figures: [printed(letter, texts)] };
    case 'quote-expiring': {
      const values = { until: formats.minute(letter.expiresAt) };
      return {
        ...aboutQuote(texts.quoteExpiring(values), letter, texts),
        figures: [
          printed(letter, texts),
          { label: texts.labels.price, value: formats.money(letter.price), strong: true },
        ],
      };
    }
    default:
      return unreachable(letter);
  }
}

/** A letter whose point is its one link. */
function withLink(
  { link, expiresAt }: { readonly link: string; readonly expiresAt: Date },
  words: WithLink,
  texts: Texts,
): LetterPage {
  const { action, ...wording } = words({ until: formatsFor(texts.language).minute(expiresAt) });
  return { ...framed(wording, texts), action: { label: action, href: link } };
}

/** A letter about a quote shows its print, and leads to its page. */
const aboutQuote = (
  wording: Wording,
  { name, link, pictures }: { readonly name: string; readonly link: string; readonly pictures: readonly Picture[] },
  texts: Texts,
): LetterPage => ({
  ...framed(wording, texts, name),
  ...pictured(pictures, texts),
  action: { label: texts.labels.toQuote, href: link },
});

/** Pictures with the words that stand in their place where they are blocked or gone. */
const pictured = (pictures: readonly Picture[], texts: Texts): Pick<LetterPage, 'pictures'> => ({
  pictures: pictures.map(({ src, fileName }) => ({ src, alt: texts.picture(fileName) })),
});

const printed = ({ pieces, fileName }: { readonly pieces: number; readonly fileName: string }, { labels }: Texts) => ({
  label: labels.print,
  value: `${pieces} × ${fileName}`,
});

const framed = (wording: Wording, texts: Texts, name?: string): LetterPage => ({
  ...wording,
  greeting: name === undefined ? texts.greeting : texts.greetingTo(name),
  closing: texts.closing,
  footer: texts.footer,
});

const linesOf = ({ lines }: OrderDetails): Figure[] =>
  lines.map(({ quantity, name }) => ({ label: name, value: String(quantity) }));

const parcel = ({ orderNumber }: OrderDetails, carrier: string, tracking: string, { labels }: Texts): Figure[] => [
  { label: labels.order, value: orderNumber },
  { label: labels.carrier, value: carrier },
  { label: labels.tracking, value: tracking, strong: true },
];

const bill = (order: OrderDetails, { labels }: Texts, { money }: Formats): Figure[] => [
  { label: labels.order, value: order.orderNumber },
  ...order.lines.map(({ quantity, name, lineTotal }) => ({
    label: `${quantity} × ${name}`,
    value: money(lineTotal),
  })),
  { label: labels.subtotal, value: money(order.subtotal) },
  { label: labels.shipping, value: money(order.shippingCost) },
  { label: labels.total, value: money(order.total), strong: true },
  { label: labels.tax, value: money(order.tax) },
];

const deliveredTo = (order: OrderDetails, { labels }: Texts, { address }: Formats) => ({
  title: labels.address,
  lines: address(order.shippingAddress),
});
