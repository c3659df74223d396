import { createHash, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { ReadImport, ReadProductExport } from '../../../functions/catalog/contract.ts';
import type { ProductDraft } from '../../../functions/catalog/shapes.ts';
import { csvLine, csvRecords } from '../../../functions/catalog/sheets/csv.ts';
import { COLUMNS, layoutIn } from '../../../functions/catalog/sheets/layout.ts';
import { PER_MESSAGE } from '../../../functions/catalog/sheets/run-import.ts';
import { sendAsWritten, signIn } from '../../../tools/demo/client.ts';
import { draftOf, variantOf } from '../../support/catalog.ts';
import { eventually } from '../../support/eventually.ts';

const { outputs } = inject('shop');
let token = '';
beforeAll(async () => {
  token = await signIn(outputs.apiUrl, outputs.users.staff);
});
const ask = async (method: string, path: string, body?: unknown) =>
  sendAsWritten(outputs.apiUrl, method, path, { token, body });

const lineOf = (row: Readonly<Record<string, string>>) => csvLine(COLUMNS.map((column) => row[column] ?? ''));
const fileOf = (drafts: readonly ProductDraft[], ...more: Readonly<Record<string, string>>[]) =>
  Buffer.from([csvLine(COLUMNS), ...[...drafts.flatMap(layoutIn('EUR').rowsOf), ...more].map(lineOf)].join(''));

/** Asks for a link, as for this file. */
const announced = async (file: Buffer) => {
  const sha256 = createHash('sha256').update(file).digest('base64');
  const { status, body } = await ask('POST', '/admin/products/imports', {
    fileName: 'a.csv',
    size: file.length,
    sha256,
  });
  expect(status).toBe(201);
  return body as { importId: string; url: string; method: string; headers: Record<string, string> };
};
const put = ({ url, method, headers }: Awaited<ReturnType<typeof announced>>, body: Buffer) =>
  fetch(url, { method, headers, body: new Uint8Array(body) });

async function imported(file: Buffer) {
  const link = await announced(file);
  expect((await put(link, file)).status).toBe(200);
  return eventually(
    `import ${link.importId}`,
    async () => {
      const report = ReadImport.success.body.parse((await ask('GET', `/admin/products/imports/${link.importId}`)).body);
      return ['DONE', 'FAILED'].includes(report.status) ? report : undefined;
    },
    60,
  );
}

describe('a file of products', () => {
  test('is imported from S3, reported by row, and changes nothing the second time [ADM-02]', async () => {
    const name = `sheet-${randomBytes(4).toString('hex')}`;
    const sku = (size: string) => `${name.toUpperCase()}-${size}`;
    const lamp = draftOf(name, { variants: [variantOf(sku('S')), variantOf(sku('L'), 2_050)], category: 'lamps' });
    const wrong = { ...layoutIn('EUR').rowsOf(draftOf(`${name}-2`))[0], price: 'free' };
    const first = await imported(fileOf([lamp], wrong));
    expect(first).toMatchObject({
      status: 'DONE',
      counts: { rows: 3, created: 2, failed: 1 },
      errors: [{ row: 4, column: 'price', message: 'Write it like 12.50.' }],
    });
    const shown = await sendAsWritten(outputs.apiUrl, 'GET', `/products/${name}`);
    expect(shown.body.product).toMatchObject({ slug: name, version: 1, variants: [{}, { price: { amount: 2_050 } }] });
    expect((await imported(fileOf([lamp], wrong))).counts).toMatchObject({ unchanged: 2, failed: 1 });
    const { id } = shown.body.product;
    expect((await ask('GET', `/admin/products/${id}`)).body).toMatchObject({ version: 1 });
    // A variant that goes, and a card that moves.
    const changed = { ...lamp, variants: [variantOf(sku('M'))], category: 'vases' };
    expect((await imported(fileOf([changed]))).counts).toMatchObject({ rows: 1, changed: 1 });
    expect((await ask('GET', `/admin/products/${id}`)).body).toMatchObject({ version: 2, category: 'vases' });
  });

  test('with more products than one message takes is imported by several [ADM-02]', async () => {
    const rows = Array.from({ length: PER_MESSAGE + 1 }, (_, index) => ({ slug: `p-${index}` }));
    expect((await imported(fileOf([], ...rows))).counts).toMatchObject({ rows: rows.length, failed: rows.length });
  });

  test('that cannot be read fails and says why [ADM-02]', async () => {
    expect(await imported(Buffer.from('name,price\n'))).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(/^The first row has no slug/),
    });
  });

  test('is taken once, as it was announced, and nothing else in its place [ADM-02, UPL-04]', async () => {
    const file = fileOf([]);
    const link = await announced(file);
    expect((await put(link, Buffer.concat([file, Buffer.from('x')]))).status).toBe(403);
    expect((await put(link, Buffer.alloc(file.length, 'x'))).status).toBe(400);
    expect((await put(link, file)).status).toBe(200);
    expect((await put(link, file)).status).toBe(412);
  });

  test('is written on request, with every product, and can be imported as it is [ADM-02]', async () => {
    const { status, body } = await ask('POST', '/admin/products/exports');
    expect(status).toBe(202);
    const path = `/admin/products/exports/${body.exportId}`;
    const { url } = await eventually(
      'the export',
      async () => {
        const shown = ReadProductExport.success.body.parse((await ask('GET', path)).body);
        return shown.url === undefined ? undefined : { url: shown.url };
      },
      30,
    );
    const answer = await fetch(url);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="products.csv"');
    const file = Buffer.from(await answer.arrayBuffer());
    const slugs = new Set<string>();
    for await (const { cells } of csvRecords(file)) slugs.add(cells[0] ?? '');
    expect(slugs).toContain('twist-vase');
    const report = await imported(file);
    expect(report.errors).toEqual([]);
    expect(report.counts).toEqual({
      rows: report.counts.rows,
      created: 0,
      changed: 0,
      failed: 0,
      unchanged: report.counts.rows,
    });
    expect(report.counts.rows).toBeGreaterThan(65);
  });
});
