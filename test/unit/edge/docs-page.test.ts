import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { DOCS_ASSETS } from '../../../functions/edge/contract.ts';
import { docsPage, docsPolicy } from '../../../functions/edge/docs-page.ts';

test('the viewer loads nothing from elsewhere, and only files that are served [BFF-10]', () => {
  const loaded = [...docsPage.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
  expect(loaded.filter((url) => /^(https?:)?\/\//.test(url))).toEqual([]);
  const files = loaded.filter((url) => url.startsWith('docs/')).map((url) => url.replace('docs/', ''));
  expect(files.length).toBeGreaterThan(1);
  expect(files.filter((file) => !(file in DOCS_ASSETS))).toEqual([]);
});

test('the page runs its own script and no other that is written into it [BFF-10]', () => {
  const inline = [...docsPage.matchAll(/<script>([^<]*)<\/script>/g)].map(([, script]) => script ?? '');
  const hashes = inline.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  expect(hashes).toHaveLength(1);
  expect(docsPolicy).toContain(`script-src 'self' ${hashes[0]};`);
  expect(docsPolicy).not.toMatch(/script-src[^;]*unsafe/);
});
