import sharp, { type Sharp } from 'sharp';
import {
  FORMATS,
  type Format,
  formatOf,
  ImageRefused,
  MAX_HEIGHTS,
  MAX_PIXELS,
  type MakePictures,
  type Size,
  WIDTHS,
} from './pictures.ts';

// What is not taken is not unpacked either: most holes of such libraries are in formats that nobody uses.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});
// A worker makes one picture after the other, and none of them twice.
sharp.cache(false);

/** Pixels across of the blurred version. */
const PLACEHOLDER_WIDTH = 16;

/** AVIF at 50 looks like WebP at 80; an effort above 3 costs twice the time for a twentieth of the bytes. */
const ENCODERS: Readonly<Record<Format, (picture: Sharp) => Sharp>> = {
  webp: (picture) => picture.webp({ quality: 80, effort: 4 }),
  avif: (picture) => picture.avif({ quality: 50, effort: 3 }),
};

/** Unpacks an original once, into the large size, and makes everything else of that. */
export const makePictures: MakePictures = async (bytes, contentType) => {
  const format = formatOf(bytes);
  if (!format) throw new ImageRefused('not-an-image');
  if (format !== contentType) throw new ImageRefused('other-type');
  // Of what moves, the first picture. Metadata is not carried over, so nothing of it is left but the orientation that was applied.
  const original = () => sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'warning', pages: 1, autoOrient: true });
  const head = await original()
    .metadata()
    .catch((error: unknown) => {
      throw new ImageRefused(/pixel limit/i.test(String(error)) ? 'too-many-pixels' : 'damaged', error);
    });
  if (head.width * (head.pageHeight ?? head.height) > MAX_PIXELS) throw new ImageRefused('too-many-pixels');
  const upright = await original()
    .resize(within(WIDTHS.large))
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error: unknown) => {
      throw new ImageRefused('damaged', error);
    });
  const { width, height, channels } = upright.info;
  const picture = () => sharp(upright.data, { raw: { width, height, channels } });
  const size = async (name: Size) => {
    const encoded = await Promise.all(
      FORMATS.map((format) =>
        ENCODERS[format](picture().resize(within(WIDTHS[name]))).toBuffer({ resolveWithObject: true }),
      ),
    );
    const [webp, avif] = encoded.map(({ data }) => data);
    const info = encoded[0]?.info;
    if (!webp || !avif || !info) throw new Error('A format is missing');
    return { width: info.width, height: info.height, bytes: { webp, avif } };
  };
  const blurred = await picture().resize(within(PLACEHOLDER_WIDTH)).webp({ quality: 30, effort: 6 }).toBuffer();
  return {
    sizes: { small: await size('small'), medium: await size('medium'), large: await size('large') },
    placeholder: `data:image/webp;base64,${blurred.toString('base64')}`,
  };
};

const within = (width: number) => ({
  width,
  height: width * MAX_HEIGHTS,
  fit: 'inside' as const,
  withoutEnlargement: true,
});
