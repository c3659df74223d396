import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { answered } from '@printverse/client/shop-client.ts';
import { until } from '../../../tools/demo/client.ts';
import { Shopper } from '../../../tools/demo/shopper.ts';
import type { WrappedShop } from '../../support/wrapped-shop.ts';

/** Looks at a change: one waits for a snapshot that was begun before, the next for nothing. */
const CHANGES = 3;
/** Far beyond the bound of docs/adr/0019: after that a change counts as lost, on a busy machine too. */
const MOST_SECONDS = 300;

/**
 * Seconds from the answer to a change of a product by staff until a customer's search finds it by its new word, for some
 * changes one after the other. Throws when one is never found.
 */
export async function secondsUntilFound({ outputs }: Pick<WrappedShop, 'outputs'>): Promise<string[]> {
  const { shop, staff } = await Shopper.enter(outputs);
  const { items } = await answered(shop.GET('/products', { params: { query: { kind: 'stock', limit: 1 } } }));
  const productId = items[0]?.id ?? '';
  const path = { productId };
  const seconds: string[] = [];
  for (let change = 0; change < CHANGES; change++) {
    // Letters that no word of the shop is near to.
    const word = `q${randomBytes(8).toString('hex').replaceAll(/\d/g, 'x')}`;
    const { version, texts } = await answered(staff.GET('/admin/products/{productId}', { params: { path } }));
    await answered(
      staff.PATCH('/admin/products/{productId}', {
        params: { path, header: { 'If-Match': `"${version}"` } },
        body: { texts: { ...texts, en: { ...texts.en, keywords: [word] } } },
      }),
    );
    const changed = performance.now();
    await until(
      `${word} to be found`,
      async () => {
        const found = await answered(shop.GET('/products', { params: { query: { search: word } } }));
        return found.items.some(({ id }) => id === productId) || undefined;
      },
      MOST_SECONDS,
    );
    seconds.push(((performance.now() - changed) / 1_000).toFixed(1));
  }
  return seconds;
}
