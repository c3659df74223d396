import { refuse } from './refusals.ts';

/** Text with its byte order mark taken off; UTF-16 becomes UTF-8. Throws `unsupported-encoding`. */
export function decodeText(bytes: Buffer): Buffer {
  const encoding = utf16Of(bytes);
  if (encoding === undefined) return hasUtf8Mark(bytes) ? bytes.subarray(3) : bytes;
  try {
    return Buffer.from(new TextDecoder(encoding, { fatal: true }).decode(bytes), 'utf8');
  } catch {
    return refuse('unsupported-encoding', `not valid ${encoding}`);
  }
}

/** The UTF-16 whose byte order mark opens these bytes, if one does. */
export function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

const hasUtf8Mark = (bytes: Buffer) => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
