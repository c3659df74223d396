import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { seedProductLines } from '../../../local/seed/products.ts';
import { drawProduct, PICTURE_SIZE } from '../../../tools/pictures/product-picture.ts';
import { scenes } from '../../../tools/pictures/scenes.ts';
import { root } from '../../../tools/root.ts';

const folder = join(root, 'local/seed/pictures');
const files = await readdir(folder);

/** Mean difference of two pictures' channels, from 0 to 255, where one of them shows something. */
function difference(a: Uint8Array, b: Uint8Array): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < a.length; i += 4) {
    const [alphaA, alphaB] = [Number(a[i + 3]), Number(b[i + 3])];
    if (alphaA === 0 && alphaB === 0) continue;
    for (let k = 0; k < 3; k += 1) sum += Math.abs((Number(a[i + k]) * alphaA - Number(b[i + k]) * alphaB) / 255);
    sum += Math.abs(alphaA - alphaB);
    count += 4;
  }
  return sum / count;
}

describe('the pictures of the products', () => {
  test('are drawn by a scene for each product and for nothing else [CAT-01]', () => {
    expect(Object.keys(scenes).toSorted()).toEqual(seedProductLines.map(({ draft }) => draft.slug).toSorted());
  });

  test('are square WebP files with a transparent ground, 4 MB together at most [CAT-01]', async () => {
    const sizes = await Promise.all(files.map(async (file) => (await readFile(join(folder, file))).length));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(4_000_000);
    for (const file of files) {
      const { format, width, height, hasAlpha } = await sharp(join(folder, file)).metadata();
      expect({ file, format, width, height, hasAlpha }).toEqual({
        file,
        format: 'webp',
        width: PICTURE_SIZE,
        height: PICTURE_SIZE,
        hasAlpha: true,
      });
    }
  });

  test('come out the same, byte for byte, each time they are drawn [CAT-01]', () => {
    const [first, second] = [drawProduct('brass-nozzles', 120), drawProduct('brass-nozzles', 120)];
    expect(Buffer.compare(first.pixels, second.pixels)).toBe(0);
  });

  // WebP loses a little, and builds of its encoder may differ: the pixels are compared, not the files.
  test.each(['bed-scraper', 'soundwave-art'])(
    'are what is committed: %s [CAT-01]',
    async (slug) => {
      const drawn = drawProduct(slug);
      const committed = await sharp(join(folder, `${slug}.webp`))
        .raw()
        .toBuffer();
      expect(difference(drawn.pixels, committed)).toBeLessThan(3);
    },
    120_000,
  );

  test('are all different, however small they are shown [CAT-01]', async () => {
    const small = await Promise.all(
      files.map((file) => sharp(join(folder, file)).ensureAlpha().resize(48).raw().toBuffer()),
    );
    const alike = files.flatMap((file, i) =>
      files.slice(i + 1).filter((_, j) => {
        const [one, other] = [small[i], small[i + 1 + j]];
        return one !== undefined && other !== undefined && difference(one, other) < 5;
      }),
    );
    expect(alike).toEqual([]);
  }, 60_000);
});
