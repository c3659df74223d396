import type { FailureCode } from '../orders/contract.ts';
import type { StatusInHouse } from './letter.ts';
import type { Texts } from './texts.ts';

const reasons: Readonly<Record<FailureCode, string>> = {
  'out-of-stock': 'Something that you ordered was sold out a moment before your order reached our shelves.',
  'payment-declined': 'Your payment was declined. Your bank or card issuer can tell you why.',
  'payment-expired': 'The payment was not confirmed in time.',
  'payment-mismatch': 'The amount that arrived was not the amount of the order, so we stopped here.',
  'shipping-impossible': 'Our carrier does not deliver to the address of this order.',
  technical: 'A technical fault on our side kept us from completing it.',
};

const statuses: Readonly<Record<StatusInHouse, readonly [subject: string, says: string]>> = {
  RECEIVED: [
    'is with our workshop',
    'Your order is back at the start of our workshop. We look at it again and go on from there.',
  ],
  IN_REVIEW: ['is being looked at', 'Somebody of our workshop is looking at your order and prepares it.'],
  IN_PRODUCTION: ['is being made', 'Your order is being made now.'],
  IN_QA: ['is being checked', 'Your order is made. We check it now, piece by piece.'],
  READY_TO_SHIP: [
    'is packed',
    'Your order is packed and waits for the carrier. We write again as soon as it is on its way.',
  ],
};

export const english: Texts = {
  language: 'en-GB',
  greeting: 'Hello,',
  greetingTo: (name) => `Hello ${name},`,
  closing: 'Your PrintVerse team',
  footer:
    'You receive this mail because of something that happened in the PrintVerse shop. It contains no advertising.',
  labels: {
    subtotal: 'Subtotal',
    shipping: 'Shipping',
    total: 'Total',
    tax: 'VAT contained in it',
    order: 'Order number',
    carrier: 'Carrier',
    tracking: 'Tracking number',
    address: 'Delivery address',
    print: 'Print',
    price: 'Price, VAT included',
    ready: 'Ready to be sent',
    until: 'Offer until',
    toQuote: 'Go to the quote',
  },
  picture: (fileName) => `Picture of your model ${fileName}`,
  verification: ({ until }) => ({
    subject: 'Please confirm your e-mail address',
    preview: 'One click, and your PrintVerse account is ready.',
    before: ['Thank you for registering with PrintVerse. Please confirm that this e-mail address is yours.'],
    action: 'Confirm e-mail address',
    after: [
      `The link works once, until ${until}.`,
      'If you did not register, you need not do anything: an address that is not confirmed is not used.',
    ],
  }),
  registrationRepeated: {
    subject: 'You already have a PrintVerse account',
    preview: 'Somebody wanted to open another one with your e-mail address.',
    before: [
      'Somebody, probably you, wanted to use this e-mail address for another PrintVerse account. It already has one.',
      'If it was you, simply log in with the password that you chose back then, or ask for a new one.',
      'If it was not you, you need not do anything: your account and your password are as they were.',
    ],
    after: [],
  },
  passwordReset: ({ until }) => ({
    subject: 'Choose a new password',
    preview: 'By this link you can choose a new password for your PrintVerse account.',
    before: ['Somebody, probably you, asked for a new password for the PrintVerse account with this e-mail address.'],
    action: 'Choose a new password',
    after: [
      `The link works once, until ${until}. It signs you out everywhere else.`,
      'If it was not you, you need not do anything: your password stays as it is.',
    ],
  }),
  passwordResetDone: {
    subject: 'Your new password counts',
    preview: 'The password of your PrintVerse account was reset.',
    before: [
      'The password of your PrintVerse account was reset by a link that we had mailed to this address. Every login has ended; sign in with the new password.',
      'If it was not you, somebody else can read your mails: secure your mailbox first, and then ask us for a new password.',
    ],
    after: [],
  },
  passwordChanged: {
    subject: 'Your password was changed',
    preview: 'There is a new password for your PrintVerse account.',
    before: [
      'The password of your PrintVerse account was changed by somebody who knew the old one. Every other login has ended.',
      'If it was not you, choose “forgot password” when you sign in and take a new one at once.',
    ],
    after: [],
  },
  emailChange: ({ until }) => ({
    subject: 'Please confirm your new e-mail address',
    preview: 'One click, and this address counts for your PrintVerse account.',
    before: ['This address is to become the one of a PrintVerse account. Please confirm that it is yours.'],
    action: 'Confirm e-mail address',
    after: [
      `The link works once, until ${until}. Until you click, the old address counts.`,
      'If you did not ask for this, you need not do anything: an address that is not confirmed is not used.',
    ],
  }),
  emailChanged: {
    subject: 'Your e-mail address was changed',
    preview: 'Another address counts for your PrintVerse account now.',
    before: [
      'Your PrintVerse account has another e-mail address now, which was confirmed. This one opens it no more, and this is the last mail that we send here about it.',
      'If it was not you, somebody knows your password: please write to us at once.',
    ],
    after: [],
  },
  orderReceived: ({ orderNumber }) => ({
    subject: `We have received your order ${orderNumber}`,
    preview: 'Thank you! This is what you ordered.',
    before: [
      'Thank you for your order. We are setting your items aside and taking care of the payment; we will write again as soon as that is done.',
    ],
    after: [],
  }),
  paymentReceipt: ({ orderNumber, amount, day }) => ({
    subject: `Receipt for your order ${orderNumber}`,
    preview: `We have received ${amount}.`,
    before: [`We received your payment of ${amount} on ${day}. Thank you!`],
    after: [],
  }),
  orderConfirmed: ({ orderNumber, carrier }) => ({
    subject: `Your order ${orderNumber} is confirmed`,
    preview: 'Paid, and the parcel is booked.',
    before: [
      `Your order is paid, and its parcel is booked with ${carrier}. With the tracking number you can follow it from the moment the carrier has it.`,
    ],
    after: [],
  }),
  orderFailed: ({ orderNumber, code, returned }) => ({
    subject: `We could not complete your order ${orderNumber}`,
    preview: 'What happened, and what becomes of your money.',
    before: [
      'We are sorry: we could not complete your order.',
      reasons[code],
      returned
        ? `The ${returned} that you paid goes back in full, the way you paid. Depending on your bank this takes a few days.`
        : 'We keep no money for this order. Should a charge show up on your statement all the same, it goes back to you in full.',
    ],
    after: ['You are welcome to order again at any time.'],
  }),
  orderStatus: ({ orderNumber, status }) => ({
    subject: `Your order ${orderNumber} ${statuses[status][0]}`,
    preview: 'How your order is getting on.',
    before: [statuses[status][1]],
    after: [],
  }),
  orderShipped: ({ orderNumber, carrier }) => ({
    subject: `Your order ${orderNumber} is on its way`,
    preview: 'The carrier has the parcel.',
    before: [`${carrier} has your parcel. With the tracking number you can follow it.`],
    after: [],
  }),
  orderDelivered: ({ orderNumber }) => ({
    subject: `Your order ${orderNumber} has arrived`,
    preview: 'The carrier has delivered the parcel.',
    before: ['The carrier has delivered your parcel. We hope that you enjoy what is in it.'],
    after: ['If something is not as it should be, please write to us.'],
  }),
  orderOverdue: ({ orderNumber, status, since, due }) => ({
    subject: `Order ${orderNumber} waits in ${status}`,
    preview: `It should have moved on by ${due}.`,
    before: [
      `Order ${orderNumber} has been in ${status} since ${since} and should have moved on by ${due}.`,
      'We write again only when it has moved and is late once more.',
    ],
    after: [],
  }),
  lowStock: ({ sku, available, lowAt }) => ({
    subject: `Low stock: ${sku}`,
    preview: `${available} left that nobody holds.`,
    before: [
      `Of ${sku}, ${available} are left that nobody holds. You asked to be told at ${lowAt} or fewer.`,
      'We write again once there were more in between.',
    ],
    after: [],
  }),
  quoteReady: ({ price, until }) => ({
    subject: `Your print costs ${price}`,
    preview: 'Accept the offer, and we print it.',
    before: [`We have a price for your print: ${price}. You can accept it in your account until ${until}.`],
    after: ['Delivery is added when you order. If you do nothing, the offer ends by itself and costs you nothing.'],
  }),
  quoteRejected: ({ reason }) => ({
    subject: 'We cannot print your model as it is',
    preview: 'Why not, and what you can do.',
    before: ['We have looked at your model and cannot print it as it is. This is why:', reason],
    after: ['You are welcome to upload a changed model, or to choose another material.'],
  }),
  quoteExpiring: ({ until }) => ({
    subject: 'The offer for your print ends soon',
    preview: 'After that it has to be priced again.',
    before: [`You can accept the offer for your print until ${until}. After that you can have it priced again.`],
    after: [],
  }),
};
