import { beforeEach, describe, expect, test } from 'vitest';
import { MAX_ERRORS } from '../../../../functions/catalog/contract.ts';
import type { Product } from '../../../../functions/catalog/product.ts';
import type { ProductDraft } from '../../../../functions/catalog/shapes.ts';
import { askToImport, readImport } from '../../../../functions/catalog/sheets/ask-to-import.ts';
import { csvLine } from '../../../../functions/catalog/sheets/csv.ts';
import { exportProducts, readProductExport } from '../../../../functions/catalog/sheets/export-products.ts';
import { COLUMNS, layoutIn } from '../../../../functions/catalog/sheets/layout.ts';
import { BATCH, PER_MESSAGE, runImport } from '../../../../functions/catalog/sheets/run-import.ts';
import { importOfKey, type SheetFiles, uploadKey } from '../../../../functions/catalog/sheets/sheet-files.ts';
import { sheetJobs } from '../../../../functions/catalog/sheets/sheet-jobs.ts';
import { writeExport } from '../../../../functions/catalog/sheets/write-export.ts';
import { StoreUnavailable } from '../../../../functions/shared/store/store.ts';
import { asOperator } from '../../../../local/as-operator.ts';
import { catalogInMemory, draftOf, now, variantOf } from '../../../support/catalog.ts';

const caller = { userId: 'usr_staff' };
const layout = layoutIn('EUR');
const rowsOf = (...drafts: ProductDraft[]) => drafts.flatMap((draft) => layout.rowsOf(draft));
const fileOf = (rows: readonly Readonly<Record<string, string>>[]) =>
  new TextEncoder().encode(
    [COLUMNS, ...rows.map((row) => COLUMNS.map((column) => row[column] ?? ''))].map(csvLine).join(''),
  );

let shop: ReturnType<typeof backOffice>;
beforeEach(() => {
  shop = backOffice();
});

/** The catalog of staff who import and export, with a bucket and a queue in memory. */
function backOffice() {
  const catalog = catalogInMemory();
  const { store } = catalog;
  const uploads = new Map<string, Uint8Array>();
  const exports = new Map<string, Uint8Array>();
  const files: SheetFiles = {
    uploadLink: async ({ importId }) => ({
      url: `https://files.example/${importId}`,
      headers: { 'if-none-match': '*' },
    }),
    uploaded: async (importId) => uploads.get(importId),
    putExport: async (exportId, csv) => {
      exports.set(exportId, csv);
    },
    downloadLink: async (exportId) => `https://files.example/${exportId}`,
  };
  const queue: string[] = [];
  const clock = { now: () => now };
  const pace = { timeIsShort: () => false };
  const calls = { reads: 0, writes: 0, mostKeys: 0 };
  const counting = {
    ...store,
    readTogether: ((reads: readonly { readonly keys: readonly unknown[] }[]) => {
      calls.reads += 1;
      calls.mostKeys = Math.max(calls.mostKeys, reads.flatMap(({ keys }) => keys).length);
      return store.readTogether(reads as never);
    }) as typeof store.readTogether,
    commit: (...args: Parameters<typeof store.commit>) => {
      calls.writes += 1;
      return store.commit(...args);
    },
  };
  const ports = {
    ...catalog,
    store: counting,
    jobs: sheetJobs('catalog'),
    files,
    clock,
    currency: 'EUR',
    queue: {
      send: async (importId: string) => {
        queue.push(importId);
      },
    },
    timeIsShort: () => pace.timeIsShort(),
  };
  const run = (importId: string) => asOperator(() => runImport(ports)(importId));
  async function* products(department: string) {
    for (const item of store.items('catalog')) {
      if (String(item['pk']).startsWith('PRODUCT#') && item['sk'] === 'META' && item['department'] === department)
        yield item as unknown as Product;
    }
  }
  const shop = {
    ...catalog,
    pace,
    calls,
    queue,
    run,
    /** Asks for a link and uploads. */
    async upload(file: Uint8Array): Promise<string> {
      const body = { fileName: 'autumn.csv', size: file.length, sha256: 'x' };
      const { importId } = await asOperator(() => askToImport(ports)({ body, caller } as never));
      uploads.set(importId, file);
      return importId;
    },
    read: (importId: string) => readImport(ports)({ params: { importId } } as never),
    /** The whole import, with as many messages as it takes. */
    async import(file: Uint8Array) {
      const importId = await shop.upload(file);
      queue.push(importId);
      for (let next = queue.shift(); next; next = queue.shift()) await run(next);
      return shop.read(importId);
    },
    async export(): Promise<Uint8Array> {
      const { exportId } = await asOperator(() => exportProducts(ports)({} as never));
      expect(await readProductExport(ports)({ params: { productExportId: exportId } } as never)).toMatchObject({
        status: 'PENDING',
      });
      await writeExport({ ...ports, products })(exportId);
      await writeExport({ ...ports, products })(exportId);
      expect(await readProductExport(ports)({ params: { productExportId: exportId } } as never)).toMatchObject({
        status: 'READY',
        url: `https://files.example/${exportId}`,
      });
      return exports.get(exportId) as Uint8Array;
    },
    bySlug: async (slug: string): Promise<Product | undefined> => {
      const [id] = await store.readTogether([catalog.catalog.reads.bySlug(slug)]);
      const [[product]] = await store.readTogether([catalog.catalog.reads.products(id ? [id] : [])]);
      return product;
    },
    changes: () => store.items('catalog').filter(({ sk }) => String(sk).startsWith('FACT#changed')),
  };
  return shop;
}

describe('an import', () => {
  test('makes what is new, changes what differs, leaves the rest, and says so of every row [ADM-02]', async () => {
    const vase = draftOf('vase', { variants: [variantOf('VASE-S'), variantOf('VASE-L')] });
    await shop.import(fileOf(rowsOf(vase, draftOf('lamp'))));
    const report = await shop.import(fileOf(rowsOf({ ...vase, category: 'lamps' }, draftOf('lamp'), draftOf('bowl'))));
    expect(report).toMatchObject({
      fileName: 'autumn.csv',
      status: 'DONE',
      counts: { rows: 4, created: 1, changed: 2, unchanged: 1, failed: 0 },
      errors: [],
      moreErrors: 0,
    });
    expect(report).not.toHaveProperty('actor');
    expect(await shop.bySlug('vase')).toMatchObject({ category: 'lamps', version: 2 });
    expect(await shop.bySlug('bowl')).toMatchObject({ version: 1, status: 'ACTIVE' });
    expect(
      shop
        .cards()
        .map(({ slug }) => slug)
        .toSorted(),
    ).toEqual(['bowl', 'lamp', 'vase']);
  });

  test('of the same file changes nothing, and costs two reads for fifty products [ADM-02]', async () => {
    const file = fileOf(rowsOf(...Array.from({ length: 120 }, (_, index) => draftOf(`vase-${index}`))));
    await shop.import(file);
    const before = shop.changes();
    const calls = { ...shop.calls };
    expect((await shop.import(file)).counts).toMatchObject({ rows: 120, unchanged: 120 });
    expect(shop.changes()).toEqual(before);
    // Three batches, and: the job once, and what the test reads.
    expect(shop.calls.reads - calls.reads).toBe(3 * 2 + 2);
    // The beginning, three batches, the end.
    expect(shop.calls.writes - calls.writes).toBe(5);
  });

  test('is in the name of whoever asked for it [ADM-02]', async () => {
    await shop.import(fileOf(rowsOf(draftOf('vase'))));
    expect(shop.changes()).toMatchObject([{ actor: 'usr_staff', event: { actor: 'usr_staff' } }]);
  });

  test('of a product with a wrong row leaves all of it as it was [ADM-02]', async () => {
    const vase = draftOf('vase', { variants: [variantOf('VASE-S'), variantOf('VASE-L')] });
    await shop.import(fileOf(rowsOf(vase)));
    const before = shop.store.items('catalog').filter(({ pk }) => !/^(IMPORT|EXPORT)#/.test(String(pk)));
    const [first = {}, second = {}] = rowsOf({ ...vase, category: 'lamps' });
    const report = await shop.import(fileOf([first, { ...second, price: 'free' }]));
    expect(report.counts).toMatchObject({ rows: 2, failed: 2 });
    expect(report.errors).toEqual([
      { row: 2, column: 'slug', message: 'It was left out, because another row of this product is wrong.' },
      { row: 3, column: 'price', message: 'Write it like 12.50.' },
    ]);
    expect(shop.store.items('catalog').filter(({ pk }) => !/^(IMPORT|EXPORT)#/.test(String(pk)))).toEqual(before);
  });

  test('refuses what contradicts the rest of the file or the catalog, by row and column [ADM-02]', async () => {
    await shop.import(fileOf(rowsOf(draftOf('sold', { variants: [variantOf('TAKEN')] }), draftOf('old'))));
    const old = await shop.bySlug('old');
    await asOperator(() => shop.put(old?.id ?? '', (before) => ({ ...before, slug: 'renamed' })));
    const [split = {}] = rowsOf(draftOf('split'));
    const [picture = {}] = rowsOf(draftOf('picture'));
    const short = csvLine(['short', 'stock']);
    const file = fileOf([
      split,
      ...rowsOf(
        draftOf('first', { variants: [variantOf('BOTH')] }),
        draftOf('second', { variants: [variantOf('BOTH')] }),
      ),
      split,
      ...rowsOf(draftOf('thief', { variants: [variantOf('FREE'), variantOf('TAKEN')] }), draftOf('old')),
      { ...picture, imageId: 'img_01KAK0V5T2M3N4P5Q6R7S8T9VW' },
      { ...picture, slug: '' },
      { ...picture, slug: 'trending', sku: 'TRENDING' },
    ]);
    const report = await shop.import(Buffer.concat([file, Buffer.from(short)]));
    expect(report.errors.map(({ row, column }) => `${row} ${column}`)).toEqual([
      '2 slug',
      '4 sku',
      '5 slug',
      '6 slug',
      '7 sku',
      '8 slug',
      '9 imageId',
      '10 slug',
      '11 slug',
      '12 slug',
    ]);
    expect(report.errors.map(({ message }) => message)).toEqual([
      expect.stringMatching(/have to follow one another/),
      'Another product of this file has it: first.',
      expect.stringMatching(/have to follow one another/),
      expect.stringMatching(/was left out/),
      'The SKU TAKEN belongs to another product.',
      'The product that had this slug is called renamed now.',
      'It has to be different: no image of it.',
      'It is empty and has to be filled.',
      'It has to be different: the name of a list.',
      `It has 2 cells, and the header has ${COLUMNS.length}.`,
    ]);
    expect(report.counts).toEqual({ rows: 11, created: 1, changed: 0, unchanged: 0, failed: 10 });
  });

  test('of a file that cannot be read fails before it changes anything, and says where [ADM-02]', async () => {
    const good = fileOf(rowsOf(draftOf('vase')));
    const report = await shop.import(Buffer.concat([good, Buffer.from('"never closed,')]));
    expect(report).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(/^Row 3 cannot be read/),
      counts: { rows: 0 },
    });
    expect(await shop.bySlug('vase')).toBeUndefined();
  });

  test('that dies is gone on with where it was, and two at once do no harm [ADM-02, PLT-02]', async () => {
    const drafts = Array.from({ length: 3 * BATCH }, (_, index) => draftOf(`vase-${index}`));
    const importId = await shop.upload(fileOf(rowsOf(...drafts)));
    let commits = 0;
    shop.store.beforeCommit = () => {
      commits += 1;
      if (commits === BATCH + 30) throw new StoreUnavailable(new Error('down'));
    };
    await expect(shop.run(importId)).rejects.toThrow(StoreUnavailable);
    const half = await shop.read(importId);
    expect(half).toMatchObject({ status: 'RUNNING', counts: { rows: 3 * BATCH, created: BATCH } });
    const saved = shop.changes().length;
    expect(saved).toBeGreaterThan(BATCH);
    await Promise.all([shop.run(importId), shop.run(importId)]);
    expect(await shop.read(importId)).toMatchObject({ status: 'DONE', counts: { rows: 3 * BATCH, failed: 0 } });
    const { created, unchanged } = (await shop.read(importId)).counts;
    expect(created + unchanged).toBe(3 * BATCH);
    expect(shop.changes()).toHaveLength(3 * BATCH);
  });

  test('goes on in another message when the time gets short [ADM-02]', async () => {
    const importId = await shop.upload(
      fileOf(rowsOf(...Array.from({ length: BATCH + 1 }, (_, index) => draftOf(`vase-${index}`)))),
    );
    shop.pace.timeIsShort = () => true;
    await shop.run(importId);
    expect(shop.queue).toEqual([importId]);
    expect((await shop.read(importId)).counts.created).toBe(BATCH);
    await shop.run(importId);
    await shop.run(importId);
    expect(await shop.read(importId)).toMatchObject({ status: 'DONE', counts: { created: BATCH + 1 } });
  });

  test('keeps the first errors and counts the others [ADM-02]', async () => {
    const rows = Array.from({ length: MAX_ERRORS + 30 }, (_, index) => ({ slug: `vase-${index}`, sku: '' }));
    const report = await shop.import(fileOf(rows));
    expect(report.errors.length).toBe(MAX_ERRORS);
    expect(report.moreErrors).toBeGreaterThan(30);
    expect(report.counts.failed).toBe(MAX_ERRORS + 30);
  });

  test('waits for its file, and a message that comes too early or too late does nothing [ADM-02]', async () => {
    const importId = await shop.upload(fileOf([]));
    expect(await shop.read(importId)).toMatchObject({ status: 'WAITING', counts: { rows: 0 } });
    await expect(shop.read('imp_0')).rejects.toMatchObject({ code: 'not-found' });
    await shop.run('imp_0');
    await shop.run(importId);
    const done = await shop.read(importId);
    expect(done.status).toBe('DONE');
    await shop.run(importId);
    expect(await shop.read(importId)).toEqual(done);
  });

  test('is refused above 20 MB [ADM-02, UPL-04]', async () => {
    const file = { length: 20_000_001 } as Uint8Array;
    await expect(shop.upload(file)).rejects.toMatchObject({ code: 'too-large' });
  });

  test('knows its file by the name that we gave it, and no other [ADM-02]', () => {
    const id = 'imp_01KAK0V5T2M3N4P5Q6R7S8T9VW';
    expect(importOfKey(uploadKey(id))).toBe(id);
    expect(['exports/x.csv', `imports/${id}.csv.exe`, `../${uploadKey(id)}`].map(importOfKey)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('20,000 rows with 200 wrong ones', () => {
  test('are imported but for those, each of which is named, and never more than a batch is held [ADM-02]', async () => {
    const PRODUCTS = 2_000;
    const rows = Array.from({ length: PRODUCTS }, (_, index) => {
      const variants = Array.from({ length: 10 }, (_, size) => variantOf(`V-${index}-${size}`));
      const own = rowsOf(draftOf(`vase-${index}`, { variants }));
      return index % 100 === 7 ? own.map((row) => ({ ...row, price: 'free' })) : own;
    }).flat();
    const plain = fileOf(rows);
    const bytesARow = plain.length / rows.length;
    let [offset, aheadMost, messages] = [0, 0, 0];
    /** A file that knows how far it was read. */
    class Watched extends Uint8Array {
      override subarray(from?: number, to?: number) {
        offset = to ?? 0;
        return super.subarray(from, to);
      }
    }
    const importId = await shop.upload(new Watched(plain));
    shop.store.beforeCommit = (writes) => {
      const [job] = writes;
      if (job?.kind !== 'put' || !job.item.pk.startsWith('IMPORT#') || job.item['status'] !== 'RUNNING') return;
      const done = Number(job.item['row']);
      if (done > 1) aheadMost = Math.max(aheadMost, offset / bytesARow - done);
    };
    shop.queue.push(importId);
    for (let next = shop.queue.shift(); next; next = shop.queue.shift(), messages++) await shop.run(next);
    const report = await shop.read(importId);
    expect(report).toMatchObject({
      status: 'DONE',
      counts: { rows: 20_000, created: 19_800, changed: 0, unchanged: 0, failed: 200 },
      moreErrors: 0,
    });
    const wrong = rows.flatMap(({ price }, index) => (price === 'free' ? [index + 2] : []));
    expect(report.errors).toEqual(wrong.map((row) => ({ row, column: 'price', message: 'Write it like 12.50.' })));
    expect(messages).toBe(1 + PRODUCTS / PER_MESSAGE);
    expect(shop.calls.mostKeys).toBeLessThanOrEqual(BATCH);
    // What is decoded, parsed and grouped ahead of what is saved: some chunks of the file, however long it is.
    expect(aheadMost * bytesARow).toBeLessThan(8 * 16_384);
    expect(plain.length).toBeGreaterThan(70 * 16_384);
    // A product: itself, its pools and card, both again, and one transaction. A batch: slugs, products, how far it is.
    expect(shop.calls.reads / 1_980).toBeLessThan(3.1);
    expect(shop.calls.writes / 1_980).toBeLessThan(1.1);
  }, 120_000);
});

describe('an export', () => {
  test('holds every product of every status, and changes nothing when it is imported [ADM-02]', async () => {
    const texts = { en: { name: '=cmd|"/c calc"', description: 'Zwei;\nZeilen, „grün“' }, de: { name: 'Grüße' } };
    await shop.import(
      fileOf(
        rowsOf(
          draftOf('vase', { texts, variants: [variantOf('VASE-S'), variantOf('VASE-L', 1)] }),
          draftOf('draft', { status: 'DRAFT', department: 'workshop' }),
          draftOf('gone', { status: 'WITHDRAWN', tags: ['old', 'blue'] }),
        ),
      ),
    );
    const file = await shop.export();
    expect(Buffer.from(file).toString()).toContain(`"'=cmd|""/c calc"""`);
    const before = shop.changes();
    expect((await shop.import(file)).counts).toMatchObject({ rows: 4, unchanged: 4 });
    expect(shop.changes()).toEqual(before);
    const elsewhere = backOffice();
    expect((await elsewhere.import(file)).counts).toMatchObject({ rows: 4, created: 4 });
    expect(await elsewhere.export()).toEqual(file);
  });
});
