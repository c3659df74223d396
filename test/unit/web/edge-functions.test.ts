import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { apiFunction, pagesFunction, VIEWER_HEADER } from '../../../web/edge/functions.ts';

/** Bytes that CloudFront takes of a function. */
const LONGEST = 10_240;

interface Asked {
  uri: string;
  readonly headers?: Record<string, { value: string }>;
}

/** Runs a function as CloudFront does: one script, of which it calls `handler`. */
const run = (code: string, { uri, headers = {} }: Asked) =>
  runInNewContext(`${code}; handler(event)`, {
    event: { viewer: { ip: '203.0.113.9' }, request: { method: 'GET', uri, headers, querystring: {} } },
  }) as Required<Asked>;

describe('the function before pages', () => {
  test.each([
    ['/', '/index.html'],
    ['/shop/home/vases', '/index.html'],
    ['/p/twist-vase', '/index.html'],
    ['/verify', '/index.html'],
    ['/assets/index-DT0009BD.js', '/assets/index-DT0009BD.js'],
    ['/robots.txt', '/robots.txt'],
    ['/assets/gone.js', '/assets/gone.js'],
  ])('answers %s with %s: pages by their document, files by themselves [CAT-10]', (uri, found) => {
    expect(run(pagesFunction(), { uri }).uri).toBe(found);
  });
});

describe('the function before the API', () => {
  test.each([
    ['/api/products', '/products'],
    ['/api/auth/login', '/auth/login'],
    ['/api', '/'],
    ['/api/', '/'],
    // The API has names of its own that begin alike.
    ['/api/api/auth/login', '/api/auth/login'],
    ['/apiary', '/apiary'],
  ])('asks it %s as %s [CAT-10]', (uri, asked) => {
    expect(run(apiFunction(), { uri }).uri).toBe(asked);
  });

  test('says who asks, whatever the viewer says [PLT-02]', () => {
    const headers = { [VIEWER_HEADER]: { value: '198.51.100.1' } };
    expect(run(apiFunction(), { uri: '/api/auth/login', headers }).headers[VIEWER_HEADER]?.value).toBe('203.0.113.9');
  });
});

test.each([pagesFunction(), apiFunction()])('an edge function imports nothing and is short enough', (code) => {
  expect(code).not.toMatch(/\b(import|require|process|__vi)/);
  expect(Buffer.byteLength(code)).toBeLessThan(LONGEST);
});
