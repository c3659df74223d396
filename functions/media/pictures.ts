/** What is made of an original. Pure, but for the port to what does it. */
import { createHash } from 'node:crypto';
import type { StoredImage } from '../catalog/contract.ts';
import type { ContentType, RefusalReason } from './contract.ts';
import { mediaUrl } from './media-files.ts';

/** Pixels across, at most; what is smaller is never enlarged. */
export const WIDTHS = { small: 400, medium: 800, large: 1_600 } as const;
export type Size = keyof typeof WIDTHS;

/** A picture may be so many times as high as it is wide; what is higher gets narrower than its width says. */
export const MAX_HEIGHTS = 3;

/** Pixels of an original, at most: more than any camera of a telephone has by default, and 200 MB when they are unpacked. */
export const MAX_PIXELS = 50_000_000;

export const FORMATS = ['webp', 'avif'] as const;
export type Format = (typeof FORMATS)[number];

interface Encoded {
  readonly width: number;
  readonly height: number;
  readonly bytes: Readonly<Record<Format, Uint8Array>>;
}

/** An original in every size and format, upright, without anything that was written into it. */
export interface Pictures {
  readonly sizes: Readonly<Record<Size, Encoded>>;
  /** A few blurred pixels as a data URL of at most a kilobyte. */
  readonly placeholder: string;
}

/** The port to what unpacks and packs pictures. Throws `ImageRefused`; anything else is a fault of ours. */
export type MakePictures = (bytes: Uint8Array, contentType: ContentType) => Promise<Pictures>;

const MESSAGES: Readonly<Record<RefusalReason['code'], string>> = {
  'not-an-image': 'The file is no picture in a format that is taken.',
  'other-type': 'The file is in another format than it was announced in.',
  damaged: 'The file breaks off or is damaged.',
  'too-many-pixels': `The picture has more than ${MAX_PIXELS / 1_000_000} million pixels.`,
};

/** The file is not what it says, or more than can be shown. */
export class ImageRefused extends Error {
  override name = 'ImageRefused';
  readonly reason: RefusalReason;
  constructor(code: RefusalReason['code'], cause?: unknown) {
    super(MESSAGES[code], cause === undefined ? undefined : { cause });
    this.reason = { code, message: MESSAGES[code] };
  }
}

/** The signatures that files begin with (PNG, 3rd edition, 5.2; JPEG, ITU-T T.81, B.1; RFC 9649, 2.4). */
const SIGNATURES: readonly (readonly [ContentType, (head: Buffer) => boolean])[] = [
  ['image/jpeg', (head) => head.subarray(0, 3).toString('hex') === 'ffd8ff'],
  ['image/png', (head) => head.subarray(0, 8).toString('hex') === '89504e470d0a1a0a'],
  ['image/webp', (head) => head.toString('latin1', 0, 4) === 'RIFF' && head.toString('latin1', 8, 12) === 'WEBP'],
];

/** What a file is by its first bytes; undefined for everything that is not taken. */
export function formatOf(bytes: Uint8Array): ContentType | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 12));
  return SIGNATURES.find(([, begins]) => begins(head))?.[0];
}

/** A name for these bytes and no others: 128 bits of their SHA-256, how wide they are, the format. */
const nameOf = (bytes: Uint8Array, width: number, format: Format): string =>
  `${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}-${width}.${format}`;

/** The image of a product, and the files that it names. In: the pictures; its id; what it shows. */
export function imageOf(
  { sizes, placeholder }: Pictures,
  { id, alt }: Pick<StoredImage, 'id' | 'alt'>,
): { readonly image: StoredImage; readonly files: ReadonlyMap<string, Uint8Array> } {
  const files = new Map<string, Uint8Array>();
  const filed = ({ width, bytes }: Encoded) => {
    const url = (format: Format): string => {
      const name = nameOf(bytes[format], width, format);
      files.set(name, bytes[format]);
      return mediaUrl(name);
    };
    return { webp: url('webp'), avif: url('avif') };
  };
  const { small, medium, large } = sizes;
  const urls = { small: filed(small), medium: filed(medium), large: filed(large) };
  const { width, height } = large;
  return { image: { id, url: urls.large.webp, sizes: urls, width, height, placeholder, alt }, files };
}
