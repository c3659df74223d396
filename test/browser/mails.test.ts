import { encode } from 'fast-png';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderMail } from '../../functions/notifications/render-mail.ts';
import type { OrderDetails } from '../../functions/orders/reads.ts';
import { openChromium } from '../support/chromium.ts';
import { lettersAbout, order, picture } from '../unit/notifications/letters.ts';

/** The narrowest telephone that counts, in CSS pixels. */
const WIDTH = 375;
const locales = ['en', 'de', 'fr'] as const;

/** A picture of a model as the shop sends it: 640 × 480, here all of one grey. */
const PNG = Buffer.from(encode({ width: 640, height: 480, data: new Uint8Array(640 * 480).fill(128), channels: 1 }));

let browser: Browser;
let page: Page;
/** A picture that the reader's program blocks, or of a file that is gone. */
const gone = { ...picture, src: 'https://api.example/previews/gone?colour=e07a5f' };
beforeAll(async () => {
  browser = await openChromium();
  page = await browser.newPage({ viewport: { width: WIDTH, height: 800 } });
  await page.route('**/*', (route) =>
    route.request().url() === picture.src ? route.fulfill({ contentType: 'image/png', body: PNG }) : route.abort(),
  );
});
afterAll(() => browser?.close());

const typed = (word: string): OrderDetails => ({
  ...order,
  customer: { ...order.customer, name: word },
  lines: order.lines.map((line) => ({ ...line, name: word })),
  shippingAddress: {
    ...order.shippingAddress,
    name: word,
    company: word,
    line1: word,
    line2: word,
    city: word,
    region: word,
  },
});
const amounts: OrderDetails['total'] = { amount: 9_007_199_254_740_991, currency: 'EUR' };
const dear = (details: OrderDetails): OrderDetails => ({
  ...details,
  lines: details.lines.map((line) => ({ ...line, lineTotal: amounts })),
  subtotal: amounts,
  total: amounts,
  tax: amounts,
});

const words: readonly (readonly [string, string])[] = [
  ['a hundred letters without a break', 'x'.repeat(100)],
  ['a hundred wide letters', 'W'.repeat(100)],
  ['a German compound', 'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz'.repeat(2).slice(0, 100)],
  ['a long e-mail address', `${'a'.repeat(64)}@${'b'.repeat(35)}.example`],
  ['a hundred ideographs', '木'.repeat(100)],
  ['a hundred letters joined by no-break spaces', 'ab\u00a0'.repeat(33)],
  ['a hundred letters from right to left', 'ع'.repeat(100)],
  ['emoji', '👩\u200d🔧'.repeat(20)],
];
const letters = Object.keys(lettersAbout(order)) as (keyof ReturnType<typeof lettersAbout>)[];

/** What lies outside of the window: how much wider the page is, and every text of which a part cannot be seen. */
const OUTSIDE = `(() => {
  const hidden = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const preview = walker.currentNode.parentElement.closest('[style*="display:none"]');
    const wide = [...range.getClientRects()].some(({ left, right }) => left < 0 || right > ${WIDTH});
    if (wide && !preview) hidden.push(walker.currentNode.textContent.slice(0, 40));
  }
  return { wider: document.documentElement.scrollWidth - ${WIDTH}, hidden };
})()`;
const outside = () => page.evaluate<{ readonly wider: number; readonly hidden: readonly string[] }>(OUTSIDE);

describe.each(words)('a mail with %s in every field that a customer types', (_, word) => {
  test.each(letters)(
    `is no wider than ${WIDTH} pixels, and shows all of itself: %s [NTF-10, NTF-13]`,
    async (template) => {
      for (const locale of locales) {
        const letter = lettersAbout(dear(typed(word)))[template];
        const parcel = 'trackingNumber' in letter ? { carrier: word, trackingNumber: word } : {};
        const print = 'fileName' in letter ? { fileName: word } : {};
        const pictures = 'pictures' in letter ? { pictures: [{ ...gone, fileName: word }] } : {};
        const { html } = await renderMail({ ...letter, ...parcel, ...print, ...pictures }, locale);
        await page.setContent(html);
        expect(await outside(), locale).toEqual({ wider: 0, hidden: [] });
      }
    },
  );
});

const SEEN = `(() => {
  const seen = document.querySelector('img');
  const { width, height, right } = seen.getBoundingClientRect();
  return { naturalWidth: seen.naturalWidth, alt: seen.alt, width, height, right };
})()`;

describe.each(['quote-ready', 'order-status'] as const)('the picture of a %s mail', (template) => {
  const open = async (shown: typeof picture) => {
    await page.setContent((await renderMail({ ...lettersAbout(order)[template], pictures: [shown] }, 'en')).html);
    return page.evaluate<Record<'naturalWidth' | 'width' | 'height' | 'right', number> & { alt: string }>(SEEN);
  };

  test(`fits into ${WIDTH} pixels and keeps its shape [NTF-11, NTF-13]`, async () => {
    const { naturalWidth, width, height, right } = await open(picture);
    expect(naturalWidth).toBe(640);
    expect(width).toBeGreaterThan(200);
    expect(width / height).toBeCloseTo(4 / 3, 1);
    expect(right).toBeLessThanOrEqual(WIDTH);
    expect(await outside()).toEqual({ wider: 0, hidden: [] });
  });

  test('that is blocked or gone leaves words, and every other word can be read [NTF-11, NTF-13]', async () => {
    const { naturalWidth, alt, right } = await open(gone);
    expect(naturalWidth).toBe(0);
    expect(alt).toBe('Picture of your model bracket.stl');
    expect(right).toBeLessThanOrEqual(WIDTH);
    expect(await outside()).toEqual({ wider: 0, hidden: [] });
  });
});

test('a page that is wider is seen to be [NTF-10]', async () => {
  await page.setContent(`<p style="margin:0">${'x'.repeat(100)}</p>`);
  const found = await outside();
  expect(found.wider).toBeGreaterThan(100);
  expect(found.hidden).toHaveLength(1);
});
