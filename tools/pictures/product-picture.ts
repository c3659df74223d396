import sharp from 'sharp';
import { type Picture, render } from './render.ts';
import { scenes } from './scenes.ts';

/** Width and height of a product's picture, in pixels. */
export const PICTURE_SIZE = 1_000;

/** Draws a product's picture. @throws RangeError for a slug without a scene */
export function drawProduct(slug: string, size = PICTURE_SIZE): Picture {
  const scene = scenes[slug];
  if (!scene) throw new RangeError(`There is no scene for ${slug}; add one in tools/pictures.`);
  return render(scene(), size);
}

/** The picture as WebP with a transparent ground. */
export const toWebp = ({ pixels, size }: Picture): Promise<Buffer> =>
  sharp(pixels, { raw: { width: size, height: size, channels: 4 } })
    .webp({ quality: 78, alphaQuality: 80, effort: 6, smartSubsample: true })
    .toBuffer();
