import { buildPages } from '@printverse/web/server.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { findFreePort } from '../../local/emulator/emulator.ts';
import type { Login } from '../../local/outputs.ts';
import { openShop, type Shop } from '../../local/shop.ts';
import { openChromium } from './chromium.ts';
import { makeTestFolder } from './test-folder.ts';

/** Against hanging only. */
const WAIT_MS = 60_000;

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
}

export interface Storefront {
  readonly shop: Shop;
  readonly webUrl: string;
  /** A browser of somebody's own, whose pages are listened to. */
  visitor(options?: Parameters<Browser['newContext']>[0]): Promise<Visit>;
  /** Another page of the same browser. */
  tab(context: BrowserContext): Promise<Page>;
  /** What pages complained of so far: errors in their consoles, the policy's refusals among them, and scripts that threw. */
  readonly complaints: string[];
}

/**
 * A shop with its built pages and a browser for the tests of a file. Whatever a page complains of fails the test, unless it takes
 * its complaint out of the list.
 */
export function useStorefront(name: string): Storefront {
  const complaints: string[] = [];
  let shop: Shop | undefined;
  let browser: Browser | undefined;
  let removeFolder: (() => Promise<void>) | undefined;
  beforeAll(async () => {
    const folder = await makeTestFolder(name);
    removeFolder = folder.remove;
    await buildPages();
    [shop, browser] = await Promise.all([
      openShop({ folder: folder.folder, webPort: await findFreePort(), builtPages: true }),
      openChromium(),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.stop();
    await removeFolder?.();
  });
  afterEach(() => {
    expect(complaints.splice(0)).toEqual([]);
  });
  const opened = () => {
    if (!shop || !browser) throw new Error('The shop is not open yet');
    return { shop, browser, webUrl: shop.outputs.webUrl ?? '' };
  };
  const tab = async (context: BrowserContext) => {
    const page = await context.newPage();
    // The sandbox's own pages are not the shop's.
    const isOurs = () => page.url().startsWith(opened().webUrl);
    page.on('console', (message) => {
      if (message.type() === 'error' && isOurs()) complaints.push(`${page.url()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${String(error)}`));
    return page;
  };
  return {
    complaints,
    tab,
    get shop() {
      return opened().shop;
    },
    get webUrl() {
      return opened().webUrl;
    },
    async visitor(options = {}) {
      const context = await opened().browser.newContext({ baseURL: opened().webUrl, locale: 'en', ...options });
      context.setDefaultTimeout(WAIT_MS);
      return { context, page: await tab(context) };
    },
  };
}

/** Fills the form of a sign-in or a registration, and sends it. */
export async function enter(page: Page, { email, password }: Login): Promise<void> {
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', password);
  await page.click('main form button[type=submit]');
}

export async function signIn(page: Page, login: Login): Promise<void> {
  await page.goto('/sign-in');
  await enter(page, login);
  await page.waitForURL('**/account');
}

export async function putIntoBag(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.click('.buy .cta .bead.hot');
  await page.waitForSelector('dialog[open] .bag-lines li');
}

export const ADDRESS = {
  name: 'Grace Sample',
  line1: 'Werkstrasse 1',
  postalCode: '10115',
  city: 'Berlin',
} as const;

/** Fills in another address than the saved ones, where there are some. */
export async function fillAddress(
  page: Page,
  changes: Partial<Record<keyof typeof ADDRESS, string>> = {},
): Promise<void> {
  await page.waitForSelector('[name=line1], input[name=address]', { state: 'attached' });
  const another = page.locator('input[name=address]').last();
  if (await another.count()) await another.check({ force: true });
  for (const [name, value] of Object.entries({ ...ADDRESS, ...changes })) await page.fill(`[name=${name}]`, value);
  await page.selectOption('[name=country]', 'DE');
}

/** The cards of the sandbox, in the order in which the page has them. */
export const CARDS = [
  'tok_visa',
  'tok_3ds',
  'tok_declined',
  'tok_lost_reply',
  'tok_pending',
  'tok_late',
  'tok_refund_fails',
] as const;
export type CardToken = (typeof CARDS)[number];

/** Chooses a card of the sandbox and waits until the total is there. */
export async function choose(page: Page, card: CardToken): Promise<void> {
  await page.locator('input[name=token]').nth(CARDS.indexOf(card)).check({ force: true });
  await page.waitForSelector('.pay button:not([disabled])');
}

/** Orders what is in the bag. Out: the id of the order. */
export async function pay(page: Page, card: CardToken): Promise<string> {
  await choose(page, card);
  await page.click('.pay button');
  await page.waitForURL('**/orders/ord_*');
  return page.url().split('/').at(-1) ?? '';
}
