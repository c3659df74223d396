import { expect, test } from 'vitest';
import { listSitemap, readRobots } from '../../../functions/catalog/list-sitemap.ts';
import type { Card } from '../../../functions/catalog/product-card.ts';

const webUrl = 'https://shop.example';
const shelf = (slugs: Readonly<Record<string, readonly string[]>>) =>
  async function* cards(department: string) {
    for (const slug of slugs[department] ?? []) yield { slug } as Card;
  };
const pathsIn = (xml: unknown) =>
  [...String(xml).matchAll(/<loc>https:\/\/shop\.example(\/[^<]*)<\/loc>/g)].map(([, path]) => path);

test('the sitemap names every product that is on sale and every department, by absolute addresses [CAT-10]', async () => {
  const cards = shelf({ home: ['twist-vase'], events: ['first-layers'] });
  const { body } = await listSitemap({ cards, webUrl })();
  expect(pathsIn(body)).toEqual([
    '/',
    '/shop',
    '/print',
    '/shop/home',
    '/shop/workshop',
    '/shop/prints',
    '/shop/events',
    '/p/twist-vase',
    '/p/first-layers',
  ]);
});

test('a sitemap is no longer than its protocol and an answer may be', async () => {
  const cards = shelf({
    home: Array.from({ length: 60_000 }, (_, index) => `a-product-with-a-rather-long-name-${index}`),
  });
  const { body } = await listSitemap({ cards, webUrl })();
  expect(pathsIn(body)).toHaveLength(40_000);
  expect(Buffer.byteLength(String(body))).toBeLessThan(6_000_000);
});

test('search engines leave pages of one person alone and are told where the sitemap is', async () => {
  const { body } = await readRobots({ webUrl })();
  expect(body).toMatch(/^User-agent: \*\n/);
  for (const path of ['/checkout', '/orders', '/account', '/verify', '/api'])
    expect(body).toContain(`Disallow: ${path}\n`);
  expect(body).not.toContain('Disallow: /p');
  expect(body).toContain(`\nSitemap: ${webUrl}/sitemap.xml\n`);
});
