import { AxeBuilder } from '@axe-core/playwright';
import { buildPages } from '@printverse/web/server.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findFreePort } from '../../local/emulator/emulator.ts';
import { openShop, type Shop } from '../../local/shop.ts';
import { openChromium } from '../support/chromium.ts';
import { eventually } from '../support/eventually.ts';
import { makeTestFolder } from '../support/test-folder.ts';

let shop: Shop;
let browser: Browser;
let webUrl: string;
let removeFolder: () => Promise<void>;
beforeAll(async () => {
  const folder = await makeTestFolder('pages');
  removeFolder = folder.remove;
  await buildPages();
  [shop, browser] = await Promise.all([
    openShop({ folder: folder.folder, webPort: await findFreePort(), builtPages: true }),
    openChromium(),
  ]);
  webUrl = shop.outputs.webUrl ?? '';
});
afterAll(async () => {
  await browser?.close();
  await shop?.stop();
  await removeFolder?.();
});

/** What a page complained of: errors in its console, the policy's refusals among them, and scripts that threw. */
const complaints: string[] = [];
afterEach(() => {
  expect(complaints.splice(0)).toEqual([]);
});

const WAIT_MS = 60_000;

async function visitor(
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL: webUrl, locale: 'en', ...options });
  context.setDefaultTimeout(WAIT_MS);
  const page = await context.newPage();
  // The sandbox's own pages are not the shop's.
  const isOurs = () => page.url().startsWith(webUrl);
  page.on('console', (message) => {
    if (message.type() === 'error' && isOurs()) complaints.push(`${page.url()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${String(error)}`));
  return { context, page };
}

async function signIn(page: Page, { email, password }: { email: string; password: string }): Promise<void> {
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', password);
  await page.click('main form button[type=submit]');
}

async function putIntoBag(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.click('.buy .cta .bead.hot');
  await page.waitForSelector('dialog[open] .bag-lines li');
}

async function fillAddress(page: Page): Promise<void> {
  await page.fill('[name=name]', 'Grace Sample');
  await page.fill('[name=line1]', 'Werkstrasse 1');
  await page.fill('[name=postalCode]', '10115');
  await page.fill('[name=city]', 'Berlin');
  await page.selectOption('[name=country]', 'DE');
}

/** Orders what is in the bag with a card of the sandbox. In: where the card stands in the list. */
async function pay(page: Page, card: number): Promise<void> {
  await page.locator('input[name=token]').nth(card).check({ force: true });
  await page.click('.pay button:not([disabled])');
  await page.waitForURL('**/orders/ord_*');
}

const CARDS = { works: 0, asks: 1, declined: 2 } as const;

describe('a stranger', () => {
  test('registers by mail, fills a bag, signs in, orders, and follows the order to its end [CRT-07, CRT-08, ORD-09]', async () => {
    const { context, page } = await visitor();
    const person = { email: `grace-${Date.now()}@example.com`, password: 'correct horse battery' };
    await page.goto('/register');
    await page.fill('[name=name]', 'Grace');
    await signIn(page, person);
    await page.waitForSelector(`text=${person.email}`);
    const link = await eventually(
      'the mail that confirms the address',
      async () => {
        const mail = (await shop.inbox()).find(({ To }) => To.includes(person.email));
        return /https?:\S+\/verify\?token=\S+/.exec(mail?.BodyText ?? '')?.[0];
      },
      30,
    );
    expect(link).toMatch(new RegExp(`^${webUrl}/verify[?]token=`));
    await page.goto(link);
    await page.click('main button.hot');
    await page.waitForSelector('main a[href^="/sign-in"]');

    // Browsing as a guest: the address keeps what was chosen, and going back keeps the place.
    await page.goto('/shop/home?sort=price');
    await page.waitForSelector('.good-card h3 a');
    const cheapest = await page.textContent('.good-card h3 a');
    await page.click('.good-card h3 a');
    await page.waitForSelector('main .buy h1');
    expect(await page.textContent('main h1')).toBe(cheapest);
    await page.goBack();
    await page.waitForSelector('.good-card h3 a');
    expect(page.url()).toContain('sort=price');

    await putIntoBag(page, '/p/twist-vase?sku=TWIST-VASE-M');
    await page.click('dialog[open] .dialog-foot .hot');
    await page.waitForURL('**/sign-in?**');
    await signIn(page, person);
    await page.waitForURL('**/checkout');
    await fillAddress(page);
    // Nothing typed is lost by a reload.
    await page.reload();
    await page.waitForSelector('[name=line1]');
    expect(await page.inputValue('[name=line1]')).toBe('Werkstrasse 1');
    await page.waitForSelector('.in-side .sums .sum:has-text("€29.80")');
    await pay(page, CARDS.works);
    await page.waitForSelector('main h1:has-text("Everything is booked")');
    await page.waitForSelector('.story h3:has-text("Order complete")');
    await page.waitForSelector('.top .icon[aria-label="Bag, empty"]');
    await context.close();
  });
});

describe('a customer', () => {
  test('whose bank asks confirms there and comes back to the order [PAY-05]', async () => {
    const { context, page } = await visitor();
    await page.goto('/sign-in');
    await signIn(page, shop.outputs.customer);
    await page.waitForURL('**/account');
    await putIntoBag(page, '/p/lattice-lamp');
    await page.goto('/checkout');
    await fillAddress(page);
    await pay(page, CARDS.asks);
    await page.waitForURL(`${shop.outputs.gatewayUrl}/**`);
    await page.click('button[value=confirm]');
    await page.waitForURL(`${webUrl}/orders/ord_*`);
    await page.waitForSelector('main h1:has-text("Everything is booked")');

    // A card that is declined: the story says so, and the bag is as it was.
    await putIntoBag(page, '/p/lattice-lamp');
    await page.goto('/checkout');
    await page.waitForSelector('input[name=address]', { state: 'attached' });
    await pay(page, CARDS.declined);
    await page.waitForSelector('main h1:has-text("It did not work out")');
    await page.waitForSelector('.top .icon[aria-label="Bag, 1 thing"]');
    await page.click('main a[href="/checkout"]');
    await page.waitForSelector('.in-side .lines li');
    expect(await page.locator('.in-side .lines li').count()).toBe(1);
    await context.close();
  });
});

const OPEN_PAGES = [
  '/',
  '/shop',
  '/shop/home/vases?q=no',
  '/p/twist-vase',
  '/p/no-such-thing',
  '/bag',
  '/sign-in',
  '/register',
  '/verify?token=a',
  '/reset',
  '/print',
  '/legal/imprint',
] as const;
const OWN_PAGES = [
  '/checkout',
  '/orders',
  '/account',
  '/account/addresses',
  '/account/security',
  '/account/data',
] as const;

describe('every page', () => {
  test('has no barrier that axe knows of, in no theme too little contrast, and keeps to its policy', async () => {
    const { context, page } = await visitor({ colorScheme: 'light', reducedMotion: 'reduce' });
    const found: string[] = [];
    const judge = async (where: string, axe: AxeBuilder) => {
      const { violations } = await axe.analyze();
      found.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${where} ${id}: ${html}`)));
    };
    const look = async (path: string) => {
      await page.goto(path);
      await page.waitForSelector('main h1');
      await page.waitForSelector('main .skeleton', { state: 'detached' });
      await judge(`${path} light`, new AxeBuilder({ page }));
      await page.emulateMedia({ colorScheme: 'dark' });
      await judge(`${path} dark`, new AxeBuilder({ page }).withRules(['color-contrast']));
      await page.emulateMedia({ colorScheme: 'light' });
    };
    for (const path of OPEN_PAGES) await look(path);
    // The page of a product that is not there says so by a status that the console repeats.
    complaints.splice(0, complaints.length, ...complaints.filter((line) => !/no-such-thing.*404/.test(line)));
    await page.goto('/sign-in');
    await signIn(page, shop.outputs.customer);
    await page.waitForURL('**/account');
    await putIntoBag(page, '/p/twist-vase');
    for (const path of OWN_PAGES) await look(path);
    expect(found).toEqual([]);
    await context.close();
  });
});
