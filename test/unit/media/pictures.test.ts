import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { ContentType } from '../../../functions/media/contract.ts';
import { makePictures } from '../../../functions/media/pictures.sharp.ts';
import { ImageRefused, imageOf, MAX_PIXELS } from '../../../functions/media/pictures.ts';
import { root } from '../../../tools/root.ts';

// The worker reads what may be uploaded, and no AVIF; the test looks at what was made.
sharp.unblock({ operation: ['VipsForeignLoadHeifBuffer'] });

const seedPicture = await readFile(join(root, 'local/seed/pictures/twist-vase.webp'));

/** Left half red, right half blue. */
const halves = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#f00' } }).composite([
    {
      input: { create: { width: Math.ceil(width / 2), height, channels: 3, background: '#00f' } },
      left: Math.floor(width / 2),
      top: 0,
    },
  ]);

const refusal = async (bytes: Uint8Array, contentType: ContentType): Promise<string> => {
  const error = await makePictures(bytes, contentType).catch((thrown: unknown) => thrown);
  return error instanceof ImageRefused ? error.reason.code : `not refused: ${String(error)}`;
};

/** A PNG that says it is this large; its pixels are missing. */
function pngHeader(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', Buffer.alloc(64)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** CRC-32 of PNG (PNG, 3rd edition, annex D). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

describe('what is made of a picture', () => {
  test('is WebP and AVIF in three sizes, never enlarged, with a placeholder of at most a kilobyte [UPL-08]', async () => {
    const { sizes, placeholder } = await makePictures(seedPicture, 'image/webp');
    const made = await Promise.all(
      Object.values(sizes).map(async ({ width, height, bytes }) => {
        const [webp, avif] = await Promise.all([bytes.webp, bytes.avif].map((one) => sharp(one).metadata()));
        expect([webp?.width, webp?.height, avif?.width, avif?.height]).toEqual([width, height, width, height]);
        return [width, webp?.format, avif?.compression];
      }),
    );
    // The original is 1000 pixels wide.
    expect(made).toEqual([
      [400, 'webp', 'av1'],
      [800, 'webp', 'av1'],
      [1000, 'webp', 'av1'],
    ]);
    expect(placeholder).toMatch(/^data:image\/webp;base64,/);
    expect(placeholder.length).toBeLessThanOrEqual(1_024);
  });

  test('is turned as the camera was held, and keeps neither place nor any other metadata [UPL-08]', async () => {
    const original = await halves(400, 200)
      .withExif({ IFD0: { Copyright: 'Ada Lovelace' }, IFD3: { GPSLatitude: '51/1 30/1 0/1', GPSLatitudeRef: 'N' } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    expect((await sharp(original).metadata()).orientation).toBe(6);
    const { sizes } = await makePictures(original, 'image/jpeg');
    const { width, height, bytes } = sizes.large;
    expect([width, height]).toEqual([200, 400]);
    for (const file of Object.values(bytes)) {
      const { exif, xmp, iptc, orientation } = await sharp(file).metadata();
      expect([exif, xmp, iptc, orientation ?? 1]).toEqual([undefined, undefined, undefined, 1]);
      expect(Buffer.from(file).toString('latin1')).not.toMatch(/Exif|GPS|Lovelace/);
    }
    // Turned by a quarter to the right: what was left is now above.
    const { data } = await sharp(bytes.webp).raw().toBuffer({ resolveWithObject: true });
    expect(data[0]).toBeGreaterThan(200);
    expect(data.at(-1)).toBeGreaterThan(200);
  });

  test('shows the first picture of one that moves [UPL-08]', async () => {
    const frames = await Promise.all(
      ['#f00', '#00f'].map((background) =>
        sharp({ create: { width: 40, height: 30, channels: 3, background } })
          .png()
          .toBuffer(),
      ),
    );
    const moving = await sharp(frames, { join: { animated: true } })
      .webp({ lossless: true })
      .toBuffer();
    expect((await sharp(moving).metadata()).pages).toBe(2);
    const { sizes } = await makePictures(moving, 'image/webp');
    expect([sizes.large.width, sizes.large.height]).toEqual([40, 30]);
    const { data } = await sharp(sizes.large.bytes.webp).raw().toBuffer({ resolveWithObject: true });
    expect(data[0]).toBeGreaterThan(200);
  });

  test('is at most three times as high as wide, so that every encoder can hold it [UPL-08]', async () => {
    const tower = await halves(100, 20_000).png().toBuffer();
    const { sizes } = await makePictures(tower, 'image/png');
    expect(sizes.large.height).toBeLessThanOrEqual(4_800);
    expect(sizes.small.height).toBeLessThanOrEqual(1_200);
  });

  test('lies under names that say what is in it: the same picture the same, another one another [UPL-08]', async () => {
    const about = { id: 'img_01JD0000000000000000000000', alt: { en: 'A vase' } };
    const [first, again, other] = await Promise.all([
      makePictures(seedPicture, 'image/webp'),
      makePictures(seedPicture, 'image/webp'),
      makePictures(await halves(600, 300).png().toBuffer(), 'image/png'),
    ]);
    const { image, files } = imageOf(first, about);
    expect(imageOf(again, about).image).toEqual(image);
    expect(image).toMatchObject({ ...about, width: 1_000, height: 1_000 });
    expect(image.url).toBe(image.sizes.large.webp);
    expect(image.sizes.small.avif).toMatch(/^\/media\/[A-Za-z0-9_-]{22}-400\.avif$/);
    const urls = Object.values(image.sizes).flatMap(({ webp, avif }) => [webp, avif]);
    expect([...files.keys()].map((name) => `/media/${name}`).toSorted()).toEqual([...new Set(urls)].toSorted());
    // Two sizes of a small picture are one file.
    expect(imageOf(other, about).files.size).toBe(4);
    expect([...imageOf(other, about).files.keys()].filter((name) => files.has(name))).toEqual([]);
  });
});

describe('a file that is not what it says is refused [UPL-07]', () => {
  test('a PNG that is announced as a JPEG', async () => {
    expect(await refusal(await halves(40, 30).png().toBuffer(), 'image/jpeg')).toBe('other-type');
  });

  test.each(['image/jpeg', 'image/png', 'image/webp'] as const)('%s that breaks off', async (contentType) => {
    const format = contentType === 'image/jpeg' ? 'jpeg' : contentType === 'image/png' ? 'png' : 'webp';
    const whole = await sharp(seedPicture).toFormat(format).toBuffer();
    expect(await refusal(whole.subarray(0, Math.floor(whole.length / 2)), contentType)).toBe('damaged');
    expect(await refusal(whole.subarray(0, 16), contentType)).toBe('damaged');
  });

  test.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a moving GIF', 'GIF89a\x01\x00\x01\x00\x80\x00\x00'],
    ['nothing', ''],
    ['text', 'Not a picture'],
  ])('%s', async (_, text) => {
    expect(await refusal(Buffer.from(text, 'latin1'), 'image/png')).toBe('not-an-image');
  });

  test('a small file of more pixels than can be unpacked', async () => {
    expect(await refusal(pngHeader(40_000, 40_000), 'image/png')).toBe('too-many-pixels');
    const bomb = await sharp({ create: { width: 8_000, height: 6_400, channels: 3, background: '#fff' } })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(8_000 * 6_400).toBeGreaterThan(MAX_PIXELS);
    expect(bomb.length).toBeLessThan(1_000_000);
    expect(await refusal(bomb, 'image/png')).toBe('too-many-pixels');
  });

  test('random bytes behind a signature', async () => {
    const noise = Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), Buffer.alloc(4_096, 0x5a)]);
    expect(await refusal(noise, 'image/jpeg')).toBe('damaged');
  });
});
