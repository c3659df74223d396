import { describe, expect, test } from 'vitest';
import { readProduct } from '../../../functions/catalog/read-product.ts';
import { localeOf } from '../../../functions/shared/http/public-page.ts';
import { catalogInMemory, draftOf, idOf, now, variantOf } from '../../support/catalog.ts';

const texts = {
  en: { name: 'Twist vase', description: 'Turned once around itself.' },
  de: { name: 'Vase Drehung' },
  fr: { name: 'Vase Torsade', description: 'Un demi-tour.' },
};
const variants = [{ ...variantOf('VASE'), name: { en: 'Medium', de: 'Mittel' } }];

describe('a product in a language', () => {
  const shown = async (query: { locale?: 'en' | 'de' | 'fr' }, language: 'en' | 'de' | 'fr' = 'en') => {
    const shop = catalogInMemory();
    await shop.save(idOf('vase'), draftOf('vase', { texts, variants }));
    const read = readProduct({
      store: shop.store,
      catalog: shop.catalog.reads,
      reviews: shop.reviews,
      search: async () => undefined,
      clock: { now: () => now },
    });
    const { body, headers } = await read({ params: { productId: idOf('vase') }, query, language } as never);
    const { product } = body as { product: { name: string; description: string; variants: { name: string }[] } };
    return { told: [product.name, product.description, product.variants[0]?.name], headers };
  };

  test('says each text in it, and what is not translated in English [CAT-06, CAT-07]', async () => {
    expect((await shown({ locale: 'de' })).told).toEqual(['Vase Drehung', 'Turned once around itself.', 'Mittel']);
    expect((await shown({ locale: 'fr' })).told).toEqual(['Vase Torsade', 'Un demi-tour.', 'Medium']);
    expect((await shown({ locale: 'en' }, 'de')).told).toEqual(['Twist vase', 'Turned once around itself.', 'Medium']);
  });

  test('is that of Accept-Language without a locale, and the answer says that it differs by it [CAT-11]', async () => {
    const { told, headers } = await shown({}, 'fr');
    expect([told[0], headers['vary'], headers['content-language']]).toEqual(['Vase Torsade', 'Accept-Language', 'fr']);
    expect(headers['cache-control']).toMatch(/^public, max-age=\d+, stale-while-revalidate=\d+$/);
    expect(localeOf({ query: { locale: 'de' }, language: 'fr' })).toEqual({
      locale: 'de',
      headers: { 'content-language': 'de' },
    });
  });
});
