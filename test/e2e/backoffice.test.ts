import { join } from 'node:path';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { signedIn } from '@printverse/client/program-client.ts';
import { answered, newIntent, type ShopClient } from '@printverse/client/shop-client.ts';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { clientConfig } from '../../local/cloud.ts';
import type { Login } from '../../local/outputs.ts';
import { DEMO_PRODUCT, seedProductId } from '../../local/seed/products.ts';
import { root } from '../../tools/root.ts';
import { eventually } from '../support/eventually.ts';
import { barriers, DESK, enter, PHONE, useStorefront } from '../support/storefront.ts';

const storefront = useStorefront();
const { outputs, visitor, forgive } = storefront;
let staff: ShopClient;
let customer: ShopClient;
beforeAll(async () => {
  const { apiUrl, users } = outputs;
  [staff, customer] = await Promise.all([signedIn(apiUrl, users.staff), signedIn(apiUrl, storefront.customer)]);
});

/** Pixels by which a page is wider than its window. */
const TOO_WIDE = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** Opens a page of the back office, by the door that stands before it. */
async function openDesk(page: Page, path: string, login: Login): Promise<void> {
  await page.goto(path);
  await enter(page, login);
  await page.waitForSelector('.desk h1');
}

const berlin = { name: 'Grace Hopper', line1: 'Werkstrasse 1', city: 'Berlin', postalCode: '10115', country: 'DE' };

const buy = async (token: string, name: string) => {
  const placed = await answered(
    customer.POST('/checkout', {
      params: { header: newIntent() },
      body: {
        items: [{ productId: DEMO_PRODUCT.id, sku: DEMO_PRODUCT.sku, quantity: 1 }],
        shippingAddress: { ...berlin, name },
        payment: { provider: 'sandbox', token },
      },
    }),
  );
  return placed.order;
};

const orderNow = (orderId: string) => answered(staff.GET('/admin/orders/{orderId}', { params: { path: { orderId } } }));

describe('the door', () => {
  test('lets nobody in who has no work there [AUT-21]', async () => {
    const { context, page } = await visitor();
    await page.goto('/admin/products');
    await enter(page, storefront.customer);
    await page.waitForSelector('main h1:has-text("no work here")');
    expect(await page.locator('nav').count()).toBe(0);
    await context.close();
  });
});

describe('staff', () => {
  test('find an order by what they know of it and see its whole story; the address keeps the search [ADM-03, ORD-09]', async () => {
    const order = await buy('tok_visa', 'Ada Lovelace');
    await buy('tok_declined', 'Alan Turing');
    await eventually(
      'the order to be complete',
      async () => ((await orderNow(order.id)).status === 'COMPLETED' ? true : undefined),
      120,
    );
    const { context, page } = await visitor();
    await openDesk(page, '/admin/orders', outputs.users.staff);
    expect(await page.locator('.rail nav a').count()).toBe(10);
    await page.waitForSelector('tbody tr:has-text("Alan Turing")');
    await page.keyboard.press('/');
    await page.keyboard.type('lovelace');
    await page.waitForURL('**/admin/orders?q=lovelace');
    await page.waitForSelector('tbody tr:has-text("Alan Turing")', { state: 'detached' });
    await page.reload();
    await page.waitForSelector('tbody tr');
    expect(await page.locator('tbody tr').count()).toBe(1);
    // A number and an address are looked up by the shop, however much was read.
    await page.fill('.desk [type=search]', order.orderNumber.toLowerCase());
    await page.waitForURL(`**/admin/orders?q=${order.orderNumber.toLowerCase()}`);
    await page.waitForSelector('tbody tr:has-text("Ada Lovelace")');
    expect(await page.locator('tbody tr').count()).toBe(1);
    await page.fill('.desk [type=search]', storefront.customer.email);
    await page.waitForSelector('tbody tr:has-text("Alan Turing")');
    await page.fill('.desk [type=search]', 'nobody@example.com');
    await page.waitForSelector('.desk .empty');
    await page.fill('.desk [type=search]', 'lovelace');
    await page.waitForSelector('tbody tr:has-text("Ada Lovelace")');
    await page.selectOption('.filters select >> nth=0', 'COMPLETED');
    await page.waitForURL('**status=COMPLETED**');
    await page.waitForSelector('tbody tr .row-link');
    await page.focus('tbody tr .row-link');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/admin/orders/${order.id}`);
    await page.waitForSelector('.facts tr:has-text("take-payment#do")');
    await page.waitForSelector('.facts tr:has-text("Mail sent")');
    await page.waitForSelector('.railway .done >> nth=3');
    expect(await page.textContent('.desk h1')).toContain(order.orderNumber);
    await page.goBack();
    await page.waitForURL('**q=lovelace**');
    await context.close();
  });

  test('send a parked order on its way again [ADM-04, SAG-08]', async () => {
    const order = await buy('tok_3ds', 'Mary Parked');
    await eventually(
      'the order to hold its stock',
      async () => ((await orderNow(order.id)).status === 'RESERVED' ? true : undefined),
      120,
    );
    const executionArn = `arn:aws:states:us-east-1:000000000000:execution:printverse-local-order-saga:${order.id}`;
    await new SFNClient(clientConfig(storefront.endpoint)).send(new StopExecutionCommand({ executionArn }));
    await eventually(
      'the order to be parked',
      async () => ((await orderNow(order.id)).saga.parked ? true : undefined),
      120,
    );
    const { context, page } = await visitor();
    await openDesk(page, '/admin', outputs.users.staff);
    await page.click('.needs .hot a');
    await page.click(`.q .rows a:has-text("${order.orderNumber}")`);
    await page.waitForSelector(`.one h2:has-text("${order.orderNumber}")`);
    await page.waitForSelector('.one .railway .stuck');
    await page.click('.act button.hot');
    await page.waitForSelector('.toast :text("attempt 2")');
    await page.waitForSelector('.act', { state: 'detached' });
    expect((await orderNow(order.id)).saga).toMatchObject({ parked: false, attempt: 2 });
    await context.close();
  });

  test('drag an order to the next column of the board; anywhere else they are asked why [ADM-04, PRD-01]', async () => {
    const order = await buy('tok_visa', 'Dora Dragged');
    await eventually(
      'the order to be on the track',
      async () => ((await orderNow(order.id)).productionStatus === 'RECEIVED' ? true : undefined),
      120,
    );
    const { context, page } = await visitor({ viewport: DESK, reducedMotion: 'reduce' });
    await openDesk(page, '/admin/board', outputs.users.staff);
    const card = `.job:has-text("${order.orderNumber}")`;
    await page.waitForSelector(`.col[aria-label="Received"] ${card}`);
    await page.dragAndDrop(card, '.col[aria-label="In review"] header');
    await page.waitForSelector(`.toast :text("${order.orderNumber} moved to In review")`);
    await page.waitForSelector(`.col[aria-label="In review"] ${card}`);
    await page.dragAndDrop(card, '.col[aria-label="Ready to ship"] header');
    await page.waitForSelector('dialog[open] [name=to]');
    expect(await page.inputValue('dialog[open] [name=to]')).toBe('READY_TO_SHIP');
    // Without a reason it stays where it is.
    await page.click('dialog[open] button[type=submit]');
    await page.waitForSelector('dialog[open] .err');
    expect((await orderNow(order.id)).productionStatus).toBe('IN_REVIEW');
    await page.fill('dialog[open] [name=reason]', 'It lies packed on the shelf.');
    await page.click('dialog[open] button[type=submit]');
    await page.waitForSelector(`.col[aria-label="Ready to ship"] ${card}`);
    expect((await orderNow(order.id)).productionStatus).toBe('READY_TO_SHIP');
    await context.close();
  });

  test('who change one product at once do not write over each other, and lose nothing that they typed [CAT-10]', async () => {
    const productId = seedProductId('ripple-vase');
    const path = `/admin/products/${productId}`;
    const [first, second] = await Promise.all([visitor(), visitor()]);
    await openDesk(first.page, path, outputs.users.staff);
    await openDesk(second.page, path, outputs.users.admin);
    await Promise.all([first, second].map(({ page }) => page.waitForSelector('[name="texts.en.name"]')));

    await first.page.fill('[name="texts.en.name"]', 'Rippled Vase');
    await first.page.click('.save-bar .hot');
    await first.page.waitForSelector('.toast :text("Saved")');

    const { page } = second;
    await page.fill('[name=tags]', 'watertight, rippled');
    // A reload loses nothing.
    await page.reload();
    await page.waitForSelector('[name=tags]');
    expect(await page.inputValue('[name=tags]')).toBe('watertight, rippled');
    await page.click('.save-bar .hot');
    await page.waitForSelector('.conflict h2:has-text("Somebody else was faster")');
    expect(await page.textContent('.conflict tr:has-text("Texts")')).toContain('Rippled Vase');
    expect(await page.inputValue('[name=tags]')).toBe('watertight, rippled');
    await page.click('.conflict .bead.ink');
    await page.waitForSelector('.toast :text("Saved")');
    forgive(/412/);
    const now = await answered(staff.GET('/admin/products/{productId}', { params: { path: { productId } } }));
    expect(now.texts.en.name).toBe('Rippled Vase');
    expect(now.tags).toEqual(['watertight', 'rippled']);
    await Promise.all([first.context.close(), second.context.close()]);
  });

  test('whose session ends in the middle sign in where they are and go on with what they typed', async () => {
    const { context, page } = await visitor();
    await openDesk(page, '/admin/products/new', outputs.users.staff);
    await page.fill('[name=slug]', 'arch-lamp');
    // Every field that is missing is named, and a link leads to it.
    await page.click('.save-bar .hot');
    await page.waitForSelector('.errs a[href="#field-category"]');
    await page.fill('[name=category]', 'lighting');
    await page.fill('[name="texts.en.name"]', 'Arch Lamp');
    await page.fill('[name="texts.en.description"]', 'A lamp like a bridge.');
    await page.fill('[name="variants.0.sku"]', 'arch-lamp');
    await page.fill('[name="variants.0.price.amount"]', '49,90');
    await page.fill('[name="variants.0.name.en"]', 'Arch Lamp');
    await context.clearCookies();
    let refused = 0;
    await page.route('**/api/admin/products', async (route) => {
      if (refused > 0) return route.continue();
      refused += 1;
      return route.fulfill({ status: 401, json: { code: 'invalid-token', title: 'Not signed in' } });
    });
    await page.click('.save-bar .hot');
    await page.waitForSelector('dialog.locked[open]');
    await page.keyboard.press('Escape');
    await page.fill('dialog.locked [name=password]', outputs.users.staff.password);
    await page.click('dialog.locked button[type=submit]');
    await page.waitForSelector('dialog.locked', { state: 'detached' });
    expect(await page.inputValue('[name="variants.0.price.amount"]')).toBe('49,90');
    await page.click('.save-bar .hot');
    await page.waitForURL('**/admin/products/prd_*');
    forgive(/40[13]/);

    // It gets its picture, which is uploaded, made and shown.
    await page.setInputFiles('.upload [type=file]', join(root, 'local/seed/pictures/bed-scraper.webp'));
    await page.fill('.upload [name="alt.en"]', 'A lamp like a bridge');
    await page.click('.upload button');
    await page.waitForSelector('.pictures li img[alt="A lamp like a bridge"]', { timeout: 180_000 });
    await context.close();
  });

  test('export all products and import them again, and are told what is wrong with which row [CAT-10]', async () => {
    const { context, page } = await visitor();
    await openDesk(page, '/admin/products/sheets', outputs.users.staff);
    await page.click('section:has(#export) button');
    const link = await page.getAttribute('section:has(#export) a', 'href', { timeout: 180_000 });
    const csv = await (await fetch(link ?? '')).text();
    const [header, row] = csv.split(/\r?\n/);
    const broken = `${header}\n${row?.replace(/^[^,]+/, 'NOT A SLUG')}\n`;
    await page.setInputFiles('section:has(#import) [type=file]', {
      name: 'two.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(broken),
    });
    await page.click('section:has(#import) button[type=submit]');
    await page.waitForURL('**import=imp_*');
    await page.waitForSelector('section:has(#import) tbody tr', { timeout: 180_000 });
    expect(await page.locator('section:has(#import) .counts dd').last().textContent()).toBe('1');
    await context.close();
  });

  test('change stock with a reason; somebody else’s change in between is shown first [INV-07]', async () => {
    const sku = 'GEO-PLANTER';
    const level = () => answered(staff.GET('/admin/inventory/{sku}', { params: { path: { sku } } }));
    const before = await level();
    const { context, page } = await visitor();
    await openDesk(page, `/admin/stock?q=${sku}`, outputs.users.staff);
    await page.click(`tbody .row-link:has-text("${sku}")`);
    await page.fill('dialog [name=value]', '-2');
    await page.selectOption('dialog [name=reason]', 'damage');
    const header = { 'If-Match': `"${before.version}"` };
    await answered(
      staff.PUT('/admin/inventory/{sku}', {
        params: { path: { sku }, header },
        body: { delta: 10, reason: 'delivery' },
      }),
    );
    await page.click('dialog form button.hot');
    await page.waitForSelector('dialog .note:has-text("Somebody")');
    expect(await page.inputValue('dialog [name=value]')).toBe('-2');
    await page.click('dialog form button.hot');
    await page.waitForSelector('.toast :text("is changed")');
    await page.waitForSelector('tbody tr:has-text("Damage")');
    forgive(/412/);
    expect(await level()).toMatchObject({ onHand: before.onHand + 8, lastChange: { reason: 'damage' } });
    await context.close();
  });

  test('hide several reviews with one reason, and show one of them again [REV-05]', async () => {
    const post = (slug: string, title: string) =>
      answered(
        customer.POST('/reviews', { body: { productId: seedProductId(slug), rating: 2, title, text: 'Buy pills.' } }),
      );
    const posted = await Promise.all([post('lattice-lamp', 'Pills one'), post('coaster-set', 'Pills two')]);
    const shown = async (reviewId: string) =>
      (await answered(staff.GET('/admin/reviews/{reviewId}', { params: { path: { reviewId } } }))).status;
    const { context, page } = await visitor();
    await openDesk(page, '/admin/reviews?q=pills', outputs.users.staff);
    await page.waitForSelector('.reviews li >> nth=1');
    for (const { title } of posted) await page.check(`.reviews li:has-text("${title}") input`);
    await page.click('.chosen-bar .ink');
    await page.fill('dialog [name=note]', 'An advertisement');
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('.toast :text("Hidden")');
    expect(await Promise.all(posted.map(({ id }) => shown(id)))).toEqual(['HIDDEN', 'HIDDEN']);
    await page.click('.filters .chip:has-text("Hidden")');
    await page.waitForSelector('.reviews li:has-text("An advertisement") >> nth=1');
    await page.click('.reviews li:has-text("Pills one") .bead');
    await page.selectOption('dialog [name=reason]', 'mistaken');
    await page.click('dialog button[type=submit]');
    await page.waitForSelector('.reviews li:has-text("Pills one")', { state: 'detached' });
    expect(await Promise.all(posted.map(({ id }) => shown(id)))).toEqual(['SHOWN', 'HIDDEN']);
    await context.close();
  });
});

describe('every page of the back office', () => {
  test('has no barrier that axe knows of, in both themes and at both widths', async () => {
    const order = await buy('tok_visa', 'Grace Hopper');
    const pages = [
      '/admin',
      '/admin/orders',
      `/admin/orders/${order.id}`,
      '/admin/orders?q=nobody-at-all',
      '/admin/sagas?state=open',
      `/admin/sagas?order=${order.id}`,
      '/admin/products',
      `/admin/products/${DEMO_PRODUCT.id}`,
      '/admin/products/new',
      '/admin/products/sheets',
      '/admin/stock',
      '/admin/reviews',
      '/admin/users',
      '/admin/no-such-page',
    ];
    const { context, page } = await visitor({ reducedMotion: 'reduce' });
    const found: string[] = [];
    const judge = async (where: string) => {
      found.push(...(await barriers(page)).map((what) => `${where} ${what}`));
      for (const viewport of [PHONE, DESK]) {
        await page.setViewportSize(viewport);
        const wider = await page.evaluate<number>(TOO_WIDE);
        if (wider > 0) found.push(`${where} is ${wider} pixels too wide at ${viewport.width}`);
      }
    };
    await page.goto('/admin');
    await page.waitForSelector('main h1');
    await judge('the door');
    await openDesk(page, '/admin', outputs.users.admin);
    for (const path of pages) {
      await page.goto(path);
      await page.waitForSelector('.desk h1');
      await page.waitForSelector('main .skeleton', { state: 'detached' });
      await judge(path);
    }
    // What opens above a page.
    await page.goto('/admin/stock');
    await page.click('tbody .row-link >> nth=0');
    await page.waitForSelector('dialog[open]');
    await judge('stock dialog');
    expect(found).toEqual([]);
    await context.close();
  });
});
