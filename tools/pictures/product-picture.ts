import sharp from 'sharp';
import { drawContours, type Picture, render } from './render.ts';
import { scenes } from './scenes.ts';

/** Width and height of a product's picture, in pixels. */
export const PICTURE_SIZE = 1_000;

/** Draws a product's picture. @throws RangeError for a slug without a scene */
export function drawProduct(slug: string, size = PICTURE_SIZE): Picture {
  const scene = scenes[slug];
  if (!scene) throw new RangeError(`There is no scene for ${slug}; add one in tools/pictures.`);
  return render(scene(), size);
}

/** The contour drawings of a product, by the ending of their file: for a stage, and for less than 170 pixels. */
const DRAWINGS = { line: { size: 720, levels: 26 }, 'line-s': { size: 220, levels: 12 } } as const;

/** Draws what of a product is not printed yet, as files by their ending. @throws RangeError for a slug without a scene */
export async function drawOutlines(slug: string): Promise<readonly (readonly [ending: string, file: Buffer])[]> {
  const scene = scenes[slug];
  if (!scene) throw new RangeError(`There is no scene for ${slug}; add one in tools/pictures.`);
  const files = Object.entries(DRAWINGS).map(async ([ending, { size, levels }]) => {
    const { pixels } = drawContours(scene(), size, levels);
    const image = sharp(pixels, { raw: { width: size, height: size, channels: 4 } });
    return [ending, await image.webp({ quality: 30, alphaQuality: 60, effort: 6 }).toBuffer()] as const;
  });
  return Promise.all(files);
}

/** The picture as WebP with a transparent ground. */
export const toWebp = ({ pixels, size }: Picture): Promise<Buffer> =>
  sharp(pixels, { raw: { width: size, height: size, channels: 4 } })
    .webp({ quality: 78, alphaQuality: 80, effort: 6, smartSubsample: true })
    .toBuffer();
