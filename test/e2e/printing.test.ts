import { signedIn } from '@printverse/client/program-client.ts';
import { answered } from '@printverse/client/shop-client.ts';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { binaryStl, box, cube, joined } from '../support/models.ts';
import { barriers, choose, enter, fillAddress, pay, signIn, useStorefront } from '../support/storefront.ts';

const storefront = useStorefront();

/** A step without an overhang, which is priced at once. */
const STEP = binaryStl(joined(box([40, 30, 10]), box([20, 30, 10.01], [0, 0, 9.99])));
/** A table, most of which hangs over the plate: a person looks first. */
const TABLE = binaryStl(joined(box([8, 8, 40], [26, 26, 0]), box([60, 60, 6], [0, 0, 39.99])));

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'model/stl', buffer });

/** Drops a file onto the page, as somebody does who drags it from a folder. */
async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
  await page.waitForSelector('main h1');
  await page.evaluate(
    `(() => {
      const bytes = Uint8Array.from(atob(${JSON.stringify(bytes.toString('base64'))}), (one) => one.codePointAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], ${JSON.stringify(name)}, { type: 'model/stl' }));
      for (const type of ['dragover', 'drop']) {
        document.querySelector('main').dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
      }
    })()`,
  );
}

/** Milliseconds, against hanging only: a model is measured and drawn by a process of its own. */
const MEASURED = { timeout: 240_000 } as const;

describe('printing from a file', () => {
  test('a model is dropped, priced, accepted and paid, and its order shows the picture [UPL-01, QUO-01, QUO-10]', async () => {
    const { context, page } = await storefront.visitor({ reducedMotion: 'reduce' });
    await page.goto('/print');
    // A guest sees the model and an estimate at once; it is sent after the sign-in.
    await drop(page, 'step.stl', STEP);
    await page.waitForSelector('.p-print .total b:not(:has(.skeleton))');
    expect(await page.textContent('.file-facts strong')).toBe('step.stl');
    await page.click('.choose .price-box .cta');
    await page.waitForURL('**/sign-in?**');
    await enter(page, storefront.customer);
    await page.waitForURL('**/print?file=upl_*');
    await page.waitForSelector('.checks', MEASURED);
    expect(await page.textContent('.checks li:first-child')).toContain('40 × 30 × 20 mm');
    const price = await page.textContent('.p-print .total b');
    await page.check('input[name=material][value=petg]', { force: true });
    await page.waitForSelector(
      `.price-lines:not([aria-busy]) .total b:not(:has(.skeleton)):not(:text-is(${JSON.stringify(price)}))`,
    );
    expect(await barriers(page)).toEqual([]);
    // A reload loses neither the file nor the choice.
    await page.reload();
    await page.waitForSelector('.checks', MEASURED);
    expect(await page.isChecked('input[name=material][value=petg]')).toBe(true);
    await page.waitForSelector('.choose .price-box .cta:not([disabled])', MEASURED);
    await page.click('.choose .price-box .cta');
    await page.waitForURL('**/quotes/quo_*');
    await page.waitForSelector('.offer .bead.hot');
    expect(await barriers(page)).toEqual([]);

    await page.click('.offer .bead.hot');
    await page.waitForURL('**/quotes/quo_*/order');
    await fillAddress(page);
    expect(await barriers(page)).toEqual([]);
    await choose(page, 'tok_visa');
    // Print, delivery, tax within, and the total, as the shop reckons them.
    const sums = await page.locator('.in-side .sums dd').allTextContents();
    const orderId = await pay(page, 'tok_visa');
    await page.waitForSelector('.growing img.solid');
    expect(await page.getAttribute('.growing img.solid', 'src')).toMatch(
      /^\/api\/previews\/[\w-]{22}\.png[?]colour=[\da-f]{6}$/,
    );
    await page.waitForSelector('main h1:has-text("Everything is booked")');
    expect(await barriers(page)).toEqual([]);
    await page.goto('/quotes');
    await page.waitForSelector('.order-list .tag:has-text("Ordered")');
    expect(await barriers(page)).toEqual([]);

    const staff = await signedIn(storefront.outputs.apiUrl, storefront.outputs.users.staff);
    const order = await answered(staff.GET('/admin/orders/{orderId}', { params: { path: { orderId } } }));
    expect(order.items[0]).toMatchObject({ kind: 'print' });
    const euros = ({ amount }: { amount: number }) => `€${(amount / 100).toFixed(2)}`;
    expect(sums).toEqual([order.subtotal, order.shippingCost, order.tax, order.total].map(euros));
    expect(order.tax.amount).toBeGreaterThan(0);
    await context.close();
  });

  test('a print of the catalog is bought in the material, the finish and the colour that are chosen, and bag, checkout and order name them [CRT-02, PRD-06]', async () => {
    const { context, page } = await storefront.visitor({ reducedMotion: 'reduce' });
    await signIn(page, storefront.customer);
    await page.goto('/p/terrain-relief?sku=TERRAIN-RELIEF-S');
    await page.check('input[name=material][value=petg]', { force: true });
    await page.check('input[name=colour][value=moss]', { force: true });
    await page.check('input[name=finish][value=sanded]', { force: true });
    expect(await barriers(page)).toEqual([]);
    await page.click('.buy .cta .bead.hot');
    await page.waitForSelector('dialog[open] .bag-lines li:has-text("PETG, Sanded, Moss")');
    await page.goto('/checkout');
    await fillAddress(page);
    await page.waitForSelector('.in-side .lines li:has-text("PETG, Sanded, Moss")');
    const orderId = await pay(page, 'tok_visa');
    await page.waitForSelector('.p-order .box li:has-text("PETG, Sanded, Moss")');
    await page.waitForSelector('main h1:has-text("Everything is booked")');
    const staff = await signedIn(storefront.outputs.apiUrl, storefront.outputs.users.staff);
    const order = await answered(staff.GET('/admin/orders/{orderId}', { params: { path: { orderId } } }));
    expect(order.items).toMatchObject([
      { kind: 'print', quantity: 1, config: { material: 'petg', finish: 'sanded', colour: 'moss' } },
    ]);
    await context.close();
  });

  test('who shares a quote hands on a page of the shop, which shows the offer to a guest [QUO-10]', async () => {
    const { context, page } = await storefront.visitor({ reducedMotion: 'reduce' });
    await signIn(page, storefront.customer);
    await page.goto('/print');
    await page.waitForSelector('.p-print h1');
    await page.setInputFiles('input[type=file]', [file('shared.stl', STEP)]);
    await page.waitForSelector('.file-facts strong:has-text("shared.stl")');
    await page.waitForSelector('.checks', MEASURED);
    await page.waitForSelector('.choose .price-box .cta:not([disabled])', MEASURED);
    await page.click('.choose .price-box .cta');
    await page.waitForURL('**/quotes/quo_*');
    const price = await page.textContent('.offer .total b');
    await page.click('.hd button.bead');
    const link = await page.inputValue('dialog[open] input');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.click('dialog[open] .bead.ink');
    await page.waitForSelector('dialog[open] [role=status]:has-text("Copied")');
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(link);
    expect(link.startsWith(`${storefront.webUrl}/quotes/shared/`)).toBe(true);
    const guest = await storefront.visitor({ reducedMotion: 'reduce' });
    await guest.page.goto(link);
    await guest.page.waitForSelector('.offer .tag.good');
    expect(await guest.page.textContent('.offer .total b')).toBe(price);
    expect(await barriers(guest.page)).toEqual([]);
    await guest.context.close();
    await context.close();
  });

  test('what is no model, and what is broken, is refused in plain words [UPL-03]', async () => {
    const { context, page } = await storefront.visitor({ reducedMotion: 'reduce' });
    await signIn(page, storefront.customer);
    await page.goto('/print');
    await page.setInputFiles('input[type=file]', [
      file('notes.txt', Buffer.from('hello')),
      file('half.stl', STEP.subarray(0, 400)),
    ]);
    await page.waitForSelector('.states .tag.bad >> nth=1', MEASURED);
    const refusals = await page.textContent('.states');
    expect(refusals).toContain('This is no STL, OBJ or 3MF file.');
    expect(refusals).toContain('The file ends too early.');
    await context.close();
  });

  test('a size that is unlikely in millimetres is asked about before there is a price [UPL-05]', async () => {
    const { context, page } = await storefront.visitor({ reducedMotion: 'reduce' });
    await signIn(page, storefront.customer);
    await page.goto('/print');
    await page.setInputFiles('input[type=file]', [file('inches.stl', binaryStl(cube(2)))]);
    await page.waitForSelector('.unit input', MEASURED);
    expect(await page.textContent('.unit .seg')).toContain('50.8 × 50.8 × 50.8 mm');
    expect(await page.isDisabled('.choose .price-box .cta')).toBe(true);
    await page.locator('.unit input').nth(2).check({ force: true });
    await page.waitForSelector('.choose .price-box .cta:not([disabled])', MEASURED);
    await page.waitForSelector('.p-print .total b:not(:has(.skeleton))');
    expect(await page.textContent('.checks li:first-child')).toContain('50.8');
    await context.close();
  });
});

describe('staff', () => {
  test('decide what the rules do not: one price is sent, one model is rejected, and the customer sees both [ADM-07, QUO-04]', async () => {
    const customer = await storefront.visitor({ reducedMotion: 'reduce' });
    await signIn(customer.page, storefront.customer);
    const asked: string[] = [];
    for (const name of ['table-a.stl', 'table-b.stl']) {
      await customer.page.goto('/print');
      await customer.page.waitForSelector('.p-print h1');
      await customer.page.setInputFiles('input[type=file]', [file(name, TABLE)]);
      await customer.page.waitForSelector(`.file-facts strong:has-text("${name}")`);
      await customer.page.waitForSelector('.checks', MEASURED);
      await customer.page.waitForSelector('.choose .price-box .note.wait');
      await customer.page.waitForSelector('.choose .price-box .cta:not([disabled])', MEASURED);
      await customer.page.click('.choose .price-box .cta');
      await customer.page.waitForURL('**/quotes/quo_*');
      await customer.page.waitForSelector('.p-quote .tag.wait');
      asked.push(customer.page.url());
    }

    const { context, page } = await storefront.visitor({ reducedMotion: 'reduce' });
    await page.goto('/admin/quotes');
    await enter(page, storefront.outputs.users.staff);
    await page.waitForSelector('.tri .q li >> nth=1');
    await page.waitForSelector('.mid .view img');
    expect(await barriers(page)).toEqual([]);
    await page.click('.q li:has-text("table-a.stl") button');
    await page.waitForSelector('.mid img[alt*="table-a.stl"]');
    await page.fill('.dec [name=price]', '31.50');
    await page.click('.dec .acts .hot');
    await page.waitForSelector('.toast :text("table-a.stl")');
    await page.waitForSelector('.q li:has-text("table-a.stl")', { state: 'detached' });
    // Without a reason nothing is rejected.
    await page.click('.dec .acts .danger');
    await page.waitForSelector('.dec .err');
    await page.fill('.dec [name=reason]', 'The leg is too thin for the top.');
    await page.reload();
    await page.waitForSelector('.dec [name=reason]');
    expect(await page.inputValue('.dec [name=reason]')).toBe('The leg is too thin for the top.');
    await page.click('.dec .acts .danger');
    await page.waitForSelector('.desk .empty');

    await page.goto('/admin/price-rules');
    await page.waitForSelector('.p-rules .chip .tag.good');
    expect(await barriers(page)).toEqual([]);
    await page.goto('/admin/capacity');
    await page.waitForSelector('.load td button');
    expect(await barriers(page)).toEqual([]);
    await page.goto('/admin/board');
    await page.waitForSelector('.board .col .job, .board .col .nothing');
    expect(await barriers(page)).toEqual([]);
    await context.close();

    await customer.page.goto(asked[0] ?? '');
    await customer.page.waitForSelector('.p-quote .tag.good');
    expect(await customer.page.textContent('.offer .total b')).toBe('€31.50');
    await customer.page.goto(asked[1] ?? '');
    await customer.page.waitForSelector('.p-quote .tag.bad');
    expect(await customer.page.textContent('.offer')).toContain('The leg is too thin for the top.');
    storefront.forgive(/404/);
    await customer.context.close();
  });
});
