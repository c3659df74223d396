import { expect, test } from 'vitest';
import { contentSecurityPolicy, documentOf, pageHeaders } from '../../../web/edge/headers.ts';
import de from '../../../web/words/de.ts';
import en from '../../../web/words/en.ts';
import fr from '../../../web/words/fr.ts';

test('no script and no style of a page comes from elsewhere, and nobody frames it', () => {
  const policy = contentSecurityPolicy({ files: ['https://files.example'] });
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("style-src 'self';");
  expect(policy).toContain("connect-src 'self' https://files.example;");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|nonce|\*/);
});

test('a page whose address carries a token of a mail tells no other site where it was', () => {
  expect(pageHeaders('/verify')['referrer-policy']).toBe('no-referrer');
  expect(pageHeaders('/reset')['referrer-policy']).toBe('no-referrer');
  expect(pageHeaders('/resettle')['referrer-policy']).toBe('strict-origin-when-cross-origin');
});

test('every path without a file name gets the page, and a file that is missing does not', () => {
  expect(documentOf('/')).toBe('/index.html');
  expect(documentOf('/shop/home/vases')).toBe('/index.html');
  expect(documentOf('/assets/index-DT0009BD.css')).toBeUndefined();
});

test('the back office has a document of its own, and no path of the shop leads to it', () => {
  for (const path of ['/admin', '/admin/', '/admin/orders/ord_1']) {
    expect(documentOf(path)).toBe('/backoffice/index.html');
  }
  expect(documentOf('/administration')).toBe('/index.html');
  expect(documentOf('/shop/admin')).toBe('/index.html');
});

/** Every path to a text of a dictionary, with how many parameters it takes. */
const shapeOf = (words: object, path = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'object' && value !== null
      ? shapeOf(value, `${path}${key}.`)
      : [`${path}${key}${typeof value === 'function' ? `(${value.length})` : ''}`],
  );

test.each([
  ['German', de],
  ['French', fr],
])('%s says everything that English says, also what is looked up by an id', (_language, words) => {
  expect(shapeOf(words)).toEqual(shapeOf(en));
});

test('no text is empty but where nothing is to be said', () => {
  const texts = (words: object): unknown[] =>
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'object' && value !== null ? texts(value) : key === 'text' ? [] : [value],
    );
  expect([en, de, fr].flatMap(texts).filter((text) => text === '')).toEqual([]);
});
