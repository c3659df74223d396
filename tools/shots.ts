import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { answered, newIntent, Refused } from '@printverse/client/shop-client.ts';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import sharp from 'sharp';
import { type Login, type Outputs, readOutputs } from '../local/outputs.ts';
import { findChromium } from './chromium.ts';
import { until } from './demo/client.ts';
import { findGoods } from './demo/goods.ts';
import { berlin, Shopper } from './demo/shopper.ts';
import { OperatorError, runMain } from './operator-error.ts';
import { root } from './root.ts';

const folder = join(root, '.local/shots');
const docs = join(root, 'docs/shots');
/** What a contact sheet shows where no page is. */
const SHEET = '#888';

/** Every page of the storefront that anybody may see, by the name of its picture. What begins with a colon stands for what is placed below. */
const PAGES = {
  home: '/',
  list: '/shop/home',
  search: '/shop?q=vase&sort=price',
  nothing: '/shop?q=submarine',
  product: '/p/twist-vase',
  print: '/p/terrain-relief',
  ticket: '/shop/events',
  missing: '/p/no-such-thing',
  'bag-empty': '/bag',
  'sign-in': '/sign-in',
  register: '/register',
  verify: '/verify?token=a',
  reset: '/reset',
  file: '/print',
  'quote-shared': '/quotes/shared/:shared',
  imprint: '/legal/imprint',
} as const;
/** Pages of whoever is signed in. */
const PERSONAL = {
  bag: '/bag',
  checkout: '/checkout',
  orders: '/orders',
  'order-done': '/orders/:done',
  'order-waiting': '/orders/:waiting',
  'order-undone': '/orders/:undone',
  'order-print': '/orders/:printed',
  quotes: '/quotes',
  'quote-ready': '/quotes/:ready',
  'quote-asked': '/quotes/:asked',
  'quote-order': '/quotes/:ready/order',
  'my-file': '/print',
  account: '/account',
  addresses: '/account/addresses',
  security: '/account/security',
  data: '/account/data',
} as const;
/** Pages of staff. */
const OFFICE = {
  'office-today': '/admin',
  'office-orders': '/admin/orders',
  'office-order': '/admin/orders/:done',
  'office-order-parked': '/admin/orders/:parked',
  'office-sagas': '/admin/sagas?state=parked',
  'office-quotes': '/admin/quotes',
  'office-rules': '/admin/price-rules',
  'office-board': '/admin/board',
  'office-capacity': '/admin/capacity',
  'office-products': '/admin/products?q=vase',
  'office-product': '/admin/products/:product',
  'office-new': '/admin/products/new',
  'office-sheets': '/admin/products/sheets',
  'office-stock': '/admin/stock?q=R',
  'office-reviews': '/admin/reviews',
  'office-users': '/admin/users',
} as const;
/** Who sees what. */
const SEEN = {
  guest: { ...PAGES, 'office-sign-in': '/admin' },
  customer: PERSONAL,
  staff: OFFICE,
} as const;
type Who = keyof typeof SEEN;

/** Pages that are shown in every state as well. A page that is done is what all others are shown as. */
const IN_STATES = [
  'home',
  'list',
  'product',
  'bag',
  'checkout',
  'orders',
  'order-done',
  'account',
  'quotes',
  'quote-ready',
  'quote-shared',
  'office-today',
  'office-orders',
  'office-order',
  'office-sagas',
  'office-quotes',
  'office-board',
  'office-capacity',
  'office-products',
  'office-stock',
  'office-users',
] as const;
const STATES = ['loading', 'failing', 'stale'] as const;
type State = 'done' | (typeof STATES)[number];

const WIDTHS = [1440, 390] as const;
const THEMES = ['light', 'dark'] as const;
const LOCALES = ['en', 'de', 'fr'] as const;
/** Of the states: their words are few, and German's are the longest. */
const STATE_LOCALE = 'de';

/** A step is priced at once; most of a table hangs over the plate, so that a person looks first. */
const STEP = boxesFile(
  [
    [0, 0, 0],
    [40, 30, 10],
  ],
  [
    [0, 0, 9.99],
    [20, 30, 20],
  ],
);
const TABLE = boxesFile(
  [
    [26, 26, 0],
    [34, 34, 40],
  ],
  [
    [0, 0, 39.99],
    [60, 60, 46],
  ],
);

/** What the README and the documents show, and how. */
const MAIN = [
  ['home', 1440, 'light'],
  ['product', 1440, 'dark'],
  ['list', 1440, 'light'],
  ['checkout', 1440, 'light'],
  ['order-done', 1440, 'light'],
  ['order-undone', 390, 'dark'],
  ['list', 390, 'light'],
  ['office-today', 1440, 'light'],
  ['office-order', 1440, 'dark'],
  ['office-sagas', 1440, 'light'],
] as const;

/** Loads every picture of a page, also those further down. */
const LOADED = `(async () => {
  for (const image of document.images) image.loading = 'eager';
  await Promise.all([...document.images].map((image) => image.decode().catch(() => undefined)));
  await document.fonts.ready;
})()`;
/** What a page reads to show it. Who somebody is stays known in every state. */
const DATA = /\/api\/(?!auth\/|me(\?|$))/;

/** Against hanging only: a picture is better than none. */
const PATIENCE_MS = 180_000;

interface Shot {
  readonly name: string;
  readonly path: string;
  readonly state: State;
}

/**
 * `npm run shots` pictures every page of the running shop in both themes, two widths and three languages, and what pages look like
 * while they load, when they fail and without a network. `-- --only home,list --locale de --no-states` makes a part of it,
 * `-- --docs` also those in docs/shots.
 */
await runMain(async () => {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      locale: { type: 'string' },
      'no-states': { type: 'boolean', default: false },
      docs: { type: 'boolean', default: false },
    },
  });
  const outputs = await readOutputs();
  if (!outputs?.webUrl) throw new OperatorError('No shop with pages runs: start one with npm start.');
  const webUrl = outputs.webUrl;
  const only = values.only?.split(',');
  const locales = LOCALES.filter((locale) => !values.locale || values.locale === locale);
  const states = values['no-states'] || (values.locale && values.locale !== STATE_LOCALE) ? [] : STATES;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  console.log('orders are placed and models are quoted, so that there is something to see');
  const shopper = await patiently('the shop to let somebody in', () => Shopper.enter(outputs));
  const [orders, quotes] = await Promise.all([
    patiently('orders to be placed', () => placeOrders(shopper)),
    patiently('models to be quoted', () => placeQuotes(shopper)),
  ]);
  const ids: Readonly<Record<string, string>> = { ...orders, ...quotes };
  const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
  const started = Date.now();
  const files: string[] = [];
  try {
    for (const who of ['guest', 'customer', 'staff'] as const) {
      const shots = Object.entries(SEEN[who])
        .filter(([name]) => !only || only.includes(name))
        .map(([name, path]) => ({ name, path: path.replace(/:(\w+)/, (_, id: string) => ids[id] ?? 'none') }));
      if (shots.length === 0) continue;
      const session = await enterAs(who, browser, outputs);
      for (const locale of locales) {
        const wanted: Shot[] = shots.map((shot) => ({ ...shot, state: 'done' }));
        if (locale === STATE_LOCALE) {
          const inStates = shots.filter(({ name }) => (IN_STATES as readonly string[]).includes(name));
          wanted.push(...states.flatMap((state) => inStates.map((shot) => ({ ...shot, state }))));
        }
        files.push(...(await pictures(browser, webUrl, session, wanted, locale)));
        const seconds = ((Date.now() - started) / 1000).toFixed(0);
        console.log(`${who}, ${locale}: ${wanted.length} pages, ${files.length} pictures so far (${seconds} s)`);
      }
    }
    await contactSheets(files);
    console.log(`${files.length} pictures and their contact sheets in ${relative(root, folder)}`);
    if (values.docs) await pickMain(files);
  } finally {
    await browser.close();
  }
});

/** Does something that only reads or adds, again where the shop is too busy to answer: one that has just been started may be. */
function patiently<T>(what: string, work: () => Promise<T>): Promise<T> {
  const unlessBusy = () =>
    work().catch((error: unknown) => {
      if (error instanceof Refused && error.status >= 500) return undefined;
      throw error;
    });
  return until(what, unlessBusy, PATIENCE_MS / 1000);
}

/** One order that went well, one that waits for the bank, one that was undone and one that is parked. Out: their ids, by which they are. */
async function placeOrders(shopper: Shopper) {
  const { plentiful } = await findGoods(shopper.shop);
  const [done, waiting, undone, parked] = await Promise.all([
    shopper.buy({ ...plentiful, cardToken: 'tok_visa', quantity: 2 }),
    shopper.buy({ ...plentiful, cardToken: 'tok_3ds' }),
    shopper.buy({ ...plentiful, cardToken: 'tok_declined' }),
    shopper.buy({ ...plentiful, cardToken: 'tok_refund_fails', postalCode: '99990' }),
  ]);
  await Promise.all([
    shopper.reaches(done.order.id, 'COMPLETED', ({ status }) => status === 'COMPLETED'),
    shopper.reaches(undone.order.id, 'FAILED', ({ status }) => status === 'FAILED'),
    until(`order ${parked.order.id} to be parked`, async () =>
      (await shopper.parked()).includes(parked.order.id) ? true : undefined,
    ),
  ]);
  return {
    done: done.order.id,
    waiting: waiting.order.id,
    undone: undone.order.id,
    parked: parked.order.id,
    product: plentiful.productId,
  };
}

/** Boxes as an OBJ file. In: two opposite corners of each, mm. */
function boxesFile(...boxes: readonly (readonly [Corner, Corner])[]): string {
  const corners = boxes.flatMap(([low, high]) =>
    Array.from({ length: 8 }, (_, corner) =>
      low.map((side, axis) => (((corner >> axis) & 1) === 1 ? high[axis] : side)).join(' '),
    ),
  );
  const quads = ['1 3 4 2', '5 6 8 7', '1 2 6 5', '3 7 8 4', '1 5 7 3', '2 4 8 6'];
  const faces = boxes.flatMap((_, box) =>
    quads.map((quad) =>
      quad
        .split(' ')
        .map((corner) => Number(corner) + 8 * box)
        .join(' '),
    ),
  );
  return [...corners.map((corner) => `v ${corner}`), ...faces.map((face) => `f ${face}`), ''].join('\n');
}
type Corner = readonly [x: number, y: number, z: number];

/** A quote that is ready and shared, one that a person looks at, and one that became an order. Out: their ids, the order's and the token of the link. */
async function placeQuotes({ shop }: Shopper) {
  const quoted = async (fileName: string, model: string, colour: string) => {
    const bytes = Buffer.from(model);
    const sha256 = createHash('sha256').update(bytes).digest('base64');
    const announced = { fileName, contentType: 'model/obj', size: bytes.length, sha256, unit: 'mm' } as const;
    const { uploadId, url, method, headers } = await answered(shop.POST('/uploads', { body: announced }));
    const sent = await fetch(url, { method, headers, body: bytes });
    if (!sent.ok) throw new OperatorError(`The upload of ${fileName} was answered with ${sent.status}.`);
    const path = { modelUploadId: uploadId };
    const measured = async () => (await answered(shop.GET('/uploads/{modelUploadId}', { params: { path } }))).analysis;
    await until(`${fileName} to be measured`, measured, PATIENCE_MS / 1000);
    const config = { material: 'pla', colour, quantity: 2 } as const;
    return (await answered(shop.POST('/quotes', { body: { uploadId, config } }))).id;
  };
  const [ready, asked, ordered] = await Promise.all([
    quoted('doorstep.obj', STEP, 'coral'),
    quoted('side table.obj', TABLE, 'moss'),
    quoted('shelf bracket.obj', STEP, 'slate'),
  ]);
  const shared = await answered(shop.POST('/quotes/{quoteId}/share', { params: { path: { quoteId: ready } } }));
  const accepted = await answered(
    shop.POST('/quotes/{quoteId}/accept', {
      params: { path: { quoteId: ordered }, header: newIntent() },
      body: { shippingAddress: berlin, payment: { provider: 'sandbox', token: 'tok_visa' } },
    }),
  );
  return { ready, asked, printed: accepted.orderId, shared: shared.url.split('/').at(-1) ?? '' };
}

type Session = Awaited<ReturnType<BrowserContext['storageState']>>;

/** Signs in, and puts something into a customer's bag. Out: what the browser keeps of it. */
async function enterAs(who: Who, browser: Browser, { webUrl, customer, admin }: Outputs): Promise<Session> {
  const context = await browser.newContext({ locale: 'en', baseURL: webUrl ?? '' });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const fill = async ({ email, password }: Login) => {
    await page.fill('[name=email]', email);
    await page.fill('[name=password]', password);
    await page.click('main form button[type=submit]');
  };
  if (who === 'staff') {
    await page.goto('/admin');
    await fill(admin);
    await page.waitForSelector('.desk h1');
  } else if (who === 'customer') {
    await page.goto('/sign-in');
    await fill(customer);
    await page.waitForURL('**/account');
    for (const slug of ['lattice-lamp', 'twist-vase', 'terrain-relief']) {
      await page.goto(`/p/${slug}`);
      await page.click('.buy .cta .bead.hot');
      await page.waitForSelector('dialog[open] .bag-lines');
    }
  }
  const session = await context.storageState();
  await context.close();
  return session;
}

/** Opens each page once and pictures it in both themes and widths. Out: the files. */
async function pictures(
  browser: Browser,
  baseURL: string,
  session: Session,
  shots: readonly Shot[],
  locale: string,
): Promise<string[]> {
  const context = await browser.newContext({
    baseURL,
    locale,
    reducedMotion: 'reduce',
    viewport: { width: WIDTHS[0], height: 900 },
    storageState: {
      ...session,
      origins: [
        {
          origin: baseURL,
          localStorage: [
            ...(session.origins.find(({ origin }) => origin === baseURL)?.localStorage ?? []).filter(
              ({ name }) => name !== 'printverse-locale',
            ),
            { name: 'printverse-locale', value: locale },
          ],
        },
      ],
    },
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const files: string[] = [];
  for (const { name, path, state } of shots) {
    const page = await context.newPage();
    await inState(page, path, state).catch((error: unknown) => {
      console.log(`  ${name} in ${locale}, ${state}: ${String(error).split('\n', 1)[0]}`);
    });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width > 1000 ? 900 : 844 });
      for (const colorScheme of THEMES) {
        await page.emulateMedia({ colorScheme });
        await page.evaluate(LOADED);
        const title = state === 'done' ? name : `${name}-${state}`;
        const file = join(folder, `${title}-${locale}-${width}-${colorScheme}.png`);
        await writeFile(file, await page.screenshot({ fullPage: true, animations: 'disabled' }));
        files.push(file);
      }
    }
    if (state === 'stale') await context.setOffline(false);
    await page.close();
  }
  // A refreshed session has other cookies: the next look goes on with them.
  session.cookies = (await context.storageState()).cookies;
  await context.close();
  return files;
}

/** Opens a page and brings it into a state. */
async function inState(page: Page, path: string, state: State): Promise<void> {
  if (state === 'loading') await page.route(DATA, () => undefined);
  if (state === 'failing') {
    await page.route(DATA, (route) =>
      route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: JSON.stringify({
          type: 'about:blank',
          title: 'Unavailable',
          status: 503,
          code: 'unavailable',
          correlationId: 'req_0123456789',
        }),
      }),
    );
  }
  await page.goto(path);
  if (state === 'loading') {
    await page.waitForSelector('main [aria-busy=true], main[aria-busy=true], main .skeleton', { state: 'attached' });
    return;
  }
  await page.waitForSelector(':is(main, .desk-top) h1');
  await page.waitForSelector('main .skeleton', { state: 'detached' });
  if (state === 'stale') {
    await page.context().setOffline(true);
    await page.waitForSelector('.band');
  }
}

/** One sheet for each page: all of its looks side by side. */
async function contactSheets(files: readonly string[]): Promise<void> {
  const byPage = Map.groupBy(files, (file) => /([a-z-]+)-[a-z]{2}-\d+-[a-z]+\.png$/.exec(file)?.[1] ?? 'other');
  // A desk is as wide as two phones.
  const [phone, height] = [360, 640];
  const widthOf = (file: string) => (file.includes('-1440-') ? 2 * phone : phone);
  for (const [name, looks] of byPage) {
    const columns = Math.min(4, looks.length);
    const tiles = await Promise.all(
      looks.map(async (file, index) => {
        const picture = sharp(file);
        const { width, height: whole } = await picture.metadata();
        // As wide as it is in any case: what is too high is cut off below.
        const fit = (whole / width) * widthOf(file) < height ? 'contain' : 'cover';
        const size = { width: widthOf(file), height, fit, position: 'top', background: SHEET } as const;
        return {
          input: await picture.resize(size).toBuffer(),
          left: total(looks.slice(index - (index % columns), index).map(widthOf)),
          top: Math.floor(index / columns) * height,
        };
      }),
    );
    const sheet = sharp({
      create: {
        width: total(looks.slice(0, columns).map(widthOf)),
        height: Math.ceil(looks.length / columns) * height,
        channels: 3,
        background: SHEET,
      },
    }).composite(tiles);
    await sheet.png().toFile(join(folder, `sheet-${name}.png`));
  }
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0);
}

/** Writes the main pictures into docs/shots: what stands on the first screen, small. */
async function pickMain(files: readonly string[]): Promise<void> {
  await mkdir(docs, { recursive: true });
  for (const [name, width, theme] of MAIN) {
    const file = files.find((one) => one.endsWith(`/${name}-en-${width}-${theme}.png`));
    if (!file) continue;
    const picture = sharp(file);
    const whole = (await picture.metadata()).height;
    const top = { left: 0, top: 0, width, height: Math.min(whole, width > 1000 ? 900 : 844) };
    await picture
      .extract(top)
      .webp({ quality: 82 })
      .toFile(join(docs, `${name}-${width}-${theme}.webp`));
  }
  console.log(`the main ones in ${relative(root, docs)}`);
}
