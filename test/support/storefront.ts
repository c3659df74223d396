import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { type Mail, readMails } from '../../local/mailbox.ts';
import type { Login, Outputs } from '../../local/outputs.ts';
import { newCustomer } from '../../tools/demo/new-customer.ts';
import { openChromium } from './chromium.ts';

/** Against hanging only. */
const WAIT_MS = 90_000;

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
}

export interface Storefront {
  readonly endpoint: string;
  readonly outputs: Outputs;
  readonly webUrl: string;
  /** Of these tests alone. */
  readonly customer: Login;
  /** Every mail so far, oldest first. */
  inbox(): Promise<Mail[]>;
  /** A browser of somebody's own, whose pages are listened to. */
  visitor(options?: Parameters<Browser['newContext']>[0]): Promise<Visit>;
  /** Another page of the same browser. */
  tab(context: BrowserContext): Promise<Page>;
  /** Takes out of what pages complained of what a test has brought about by itself: the browser repeats every refusal in its console. */
  forgive(pattern: RegExp): void;
}

/**
 * The shop with its built pages, and a browser and a customer for the tests of a file. Whatever a page complains of (errors in its
 * console, the policy's refusals among them, and scripts that threw) fails the test, unless it forgives it.
 */
export function useStorefront(): Storefront {
  const { endpoint, outputs } = inject('pages');
  const webUrl = outputs.webUrl ?? '';
  let complaints: string[] = [];
  let opened: { readonly browser: Browser; readonly customer: Login } | undefined;
  beforeAll(async () => {
    const [browser, { email, password }] = await Promise.all([openChromium(), newCustomer(outputs, 'grace', 'Grace')]);
    opened = { browser, customer: { email, password } };
  });
  afterAll(() => opened?.browser.close());
  afterEach(() => {
    const found = complaints;
    complaints = [];
    expect(found).toEqual([]);
  });
  const ready = () => {
    if (!opened) throw new Error('The browser is not open yet');
    return opened;
  };
  const tab = async (context: BrowserContext) => {
    const page = await context.newPage();
    // The sandbox's own pages are not the shop's.
    const isOurs = () => page.url().startsWith(webUrl);
    page.on('console', (message) => {
      if (message.type() !== 'error' || !isOurs()) return;
      complaints.push(`${page.url()}: ${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${String(error)}`));
    return page;
  };
  return {
    endpoint,
    outputs,
    webUrl,
    tab,
    inbox: () => readMails(endpoint),
    get customer() {
      return ready().customer;
    },
    forgive: (pattern) => {
      complaints = complaints.filter((line) => !pattern.test(line));
    },
    async visitor(options = {}) {
      const context = await ready().browser.newContext({ baseURL: webUrl, locale: 'en', ...options });
      context.setDefaultTimeout(WAIT_MS);
      return { context, page: await tab(context) };
    },
  };
}

export const DESK = { width: 1440, height: 900 } as const;
export const PHONE = { width: 390, height: 844 } as const;

/** What axe finds on a page as it is, in both themes and at both widths. Ends at the desk, in the light. */
export async function barriers(page: Page): Promise<string[]> {
  const found: string[] = [];
  // What the mouse happens to stand on looks as it does under a mouse.
  await page.mouse.move(0, 0);
  for (const viewport of [PHONE, DESK]) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      // Inside the page: a window for each look takes longer than the look.
      const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
      // The themes differ in colours and in nothing else.
      if (colorScheme === 'dark') axe.withRules(['color-contrast']);
      const { violations } = await axe.analyze();
      const where = `${viewport.width} ${colorScheme}`;
      found.push(...violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${where} ${id}: ${html}`)));
    }
  }
  return found;
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
