import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { type Login, readOutputs } from '../local/outputs.ts';
import { findChromium } from './chromium.ts';
import { OperatorError, runMain } from './operator-error.ts';
import { root } from './root.ts';

const folder = join(root, '.local/shots');

/** Every page of the storefront, by the name of its picture. */
const PAGES = {
  home: '/',
  list: '/shop/home',
  search: '/shop?q=vase&sort=price',
  nothing: '/shop?q=submarine',
  product: '/p/twist-vase',
  print: '/p/terrain-relief',
  ticket: '/shop/events',
  missing: '/p/no-such-thing',
  bag: '/bag',
  'sign-in': '/sign-in',
  register: '/register',
  verify: '/verify?token=a',
  reset: '/reset',
  file: '/print',
  imprint: '/legal/imprint',
} as const;
/** Pages of whoever is signed in. */
const PERSONAL = {
  checkout: '/checkout',
  orders: '/orders',
  account: '/account',
  addresses: '/account/addresses',
  security: '/account/security',
  data: '/account/data',
} as const;
/** Pages of staff. `:order` and `:product` stand for the newest of each. */
const OFFICE = {
  'office-sign-in': '/admin',
  'office-today': '/admin',
  'office-orders': '/admin/orders',
  'office-order': '/admin/orders/:order',
  'office-sagas': '/admin/sagas?state=open',
  'office-products': '/admin/products?q=vase',
  'office-product': '/admin/products/:product',
  'office-new': '/admin/products/new',
  'office-sheets': '/admin/products/sheets',
  'office-stock': '/admin/stock?q=R',
  'office-reviews': '/admin/reviews',
  'office-users': '/admin/users',
} as const;

const WIDTHS = [1440, 390] as const;
const THEMES = ['light', 'dark'] as const;
const LOCALES = ['en', 'de', 'fr'] as const;

/** Loads every picture of a page, also those further down. */
const LOADED = `(async () => {
  for (const image of document.images) image.loading = 'eager';
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  await document.fonts.ready;
})()`;

interface Look {
  readonly width: (typeof WIDTHS)[number];
  readonly theme: (typeof THEMES)[number];
  readonly locale: (typeof LOCALES)[number];
}

/** `npm run shots` pictures every page of the running shop; `-- --only home,list --locale de` a part of it. */
await runMain(async () => {
  const { values } = parseArgs({ options: { only: { type: 'string' }, locale: { type: 'string' } } });
  const outputs = await readOutputs();
  if (!outputs?.webUrl) throw new OperatorError('No shop with pages runs: start one with npm start.');
  const only = values.only?.split(',');
  const wanted = Object.entries({ ...PAGES, ...PERSONAL, ...OFFICE }).filter(([name]) => !only || only.includes(name));
  const looks = LOCALES.filter((locale) => !values.locale || values.locale === locale).flatMap((locale) =>
    THEMES.flatMap((theme) => WIDTHS.map((width): Look => ({ locale, theme, width }))),
  );
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  try {
    const files: string[] = [];
    const shop = wanted.filter(([name]) => !(name in OFFICE));
    const office = wanted.filter(([name]) => name in OFFICE);
    if (shop.length > 0) {
      const session = await signedIn(browser, outputs.webUrl, outputs.customer);
      for (const look of looks) files.push(...(await picture(browser, outputs.webUrl, session, shop, look)));
    }
    if (office.length > 0) {
      const { session, newest } = await staffSignedIn(browser, outputs.webUrl, outputs.admin);
      const pages = office.map(([name, path]) => [name, path.replace(/:(order|product)/, newest)] as const);
      for (const look of looks) files.push(...(await picture(browser, outputs.webUrl, session, pages, look)));
    }
    await contactSheets(files);
    console.log(`${files.length} pictures and their contact sheets in ${relative(root, folder)}`);
  } finally {
    await browser.close();
  }
});

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Signs in as the seeded customer, puts something into the bag and orders it. Out: what the browser keeps of it. */
async function signedIn(browser: Browser, webUrl: string, customer: Login): Promise<State> {
  const context = await browser.newContext({ locale: 'en', baseURL: webUrl });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.fill('[name=email]', customer.email);
  await page.fill('[name=password]', customer.password);
  await page.click('main form button[type=submit]');
  await page.waitForURL('**/account');
  for (const slug of ['lattice-lamp', 'twist-vase']) {
    await page.goto(`/p/${slug}`);
    await page.click('.buy .cta .bead.hot');
    await page.waitForSelector('dialog[open] .bag-lines');
  }
  const state = await context.storageState();
  await context.close();
  return state;
}

/** Signs in to the back office. Out: what the browser keeps of it, and the ids of the newest order and product. */
async function staffSignedIn(browser: Browser, webUrl: string, staff: Login) {
  const context = await browser.newContext({ locale: 'en', baseURL: webUrl });
  const page = await context.newPage();
  await page.goto('/admin');
  await page.fill('[name=email]', staff.email);
  await page.fill('[name=password]', staff.password);
  await page.click('main form button[type=submit]');
  const first = async (path: string) => {
    await page.goto(path);
    await page.waitForSelector('.desk main :is(.row-link, .empty)');
    const href = await page.locator('.row-link').first().getAttribute('href', { timeout: 1000 });
    return href?.split('/').at(-1) ?? 'none';
  };
  const ids: Readonly<Record<string, string>> = {
    order: await first('/admin/orders').catch(() => 'none'),
    product: await first('/admin/products?q=twist'),
  };
  const session = await context.storageState();
  await context.close();
  return { session, newest: (_: string, kind: string) => ids[kind] ?? 'none' };
}

async function picture(
  browser: Browser,
  baseURL: string,
  state: State,
  pages: readonly (readonly [string, string])[],
  { width, theme, locale }: Look,
): Promise<string[]> {
  const context = await browser.newContext({
    baseURL,
    locale,
    colorScheme: theme,
    viewport: { width, height: width > 1000 ? 900 : 844 },
    storageState: {
      ...state,
      origins: state.origins.map((origin) => ({ ...origin, localStorage: inLanguage(origin, locale) })),
    },
  });
  const guest = await browser.newContext({
    baseURL,
    locale,
    colorScheme: theme,
    viewport: { width, height: width > 1000 ? 900 : 844 },
  });
  const files: string[] = [];
  for (const [name, path] of pages) {
    const page = await (['sign-in', 'register', 'office-sign-in'].includes(name) ? guest : context).newPage();
    await page.goto(path);
    await settle(page);
    const file = join(folder, `${name}-${locale}-${width}-${theme}.png`);
    await writeFile(file, await page.screenshot({ fullPage: true }));
    files.push(file);
    await page.close();
  }
  // A refreshed session has other cookies: the next look goes on with them.
  state.cookies = (await context.storageState()).cookies;
  await Promise.all([context.close(), guest.close()]);
  return files;
}

function inLanguage({ localStorage }: State['origins'][number], locale: string) {
  return [
    ...localStorage.filter(({ name }) => name !== 'printverse-locale'),
    { name: 'printverse-locale', value: locale },
  ];
}

/** Waits until a page shows what it will show: no skeleton, every picture in sight loaded, also those further down. */
async function settle(page: Page): Promise<void> {
  await page.waitForSelector('h1');
  await page.waitForSelector('main .skeleton', { state: 'detached' });
  await page.evaluate(LOADED);
}

/** One sheet for each page: all of its looks side by side. */
async function contactSheets(files: readonly string[]): Promise<void> {
  const byPage = Map.groupBy(files, (file) => /([a-z-]+)-[a-z]{2}-\d+-[a-z]+\.png$/.exec(file)?.[1] ?? 'other');
  const [cell, height] = [360, 640];
  for (const [name, looks] of byPage) {
    const tiles = await Promise.all(
      looks.map((file) => sharp(file).resize({ width: cell, height, fit: 'cover', position: 'top' }).toBuffer()),
    );
    const columns = Math.min(4, tiles.length);
    const sheet = sharp({
      create: {
        width: columns * cell,
        height: Math.ceil(tiles.length / columns) * height,
        channels: 3,
        background: '#888',
      },
    }).composite(
      tiles.map((input, index) => ({
        input,
        left: (index % columns) * cell,
        top: Math.floor(index / columns) * height,
      })),
    );
    await sheet.png().toFile(join(folder, `sheet-${name}.png`));
  }
}
