import { decodeText, utf16Of } from './decode-text.ts';
import { refuse } from './refusals.ts';

export type Format = 'stl-binary' | 'stl-ascii' | 'obj' | '3mf';

/** The format of a file by its content, its text decoded, and whether its name says another. */
export interface Sniffed {
  readonly format: Format;
  readonly bytes: Buffer;
  readonly namedOtherwise: boolean;
}

/** Header of a binary STL: 80 free bytes and a 32-bit count. */
export const STL_HEADER_BYTES = 84;
/** Normal, three corners (float32 each) and an attribute word. */
export const STL_TRIANGLE_BYTES = 50;
/** Bytes at the start of a text that are looked at to recognise it. */
const HEAD_BYTES = 65_536;
/** Bytes behind the last triangle that an STL may have, as a share of the file: exporters pad. */
const REST_SHARE = 0.01;

/** Openings of other kinds of file that people upload by mistake. */
const OTHER_KINDS = [
  '\x89PNG',
  'II*\0',
  'MM\0*',
  '8BPS',
  'RIFF',
  'OggS',
  'ID3',
  'GIF8',
  '\xff\xd8\xff',
  '%PDF',
  'Rar!',
  "7z\xbc\xaf'\x1c",
  '\x1f\x8b',
  'BZh',
  '\xfd7zXZ',
  '\x28\xb5\x2f\xfd',
  '\x04\x22\x4d\x18',
  'MSCF',
  'ISO-10303-21',
  'ply\n',
  'ply\r',
  'Kaydara FBX',
  'glTF',
  'BLENDER',
  '3D Geometry File Format',
  'SQLite format 3\0',
  '\x7fELF',
  '\xca\xfe\xba\xbe',
  '\xcf\xfa\xed\xfe',
  '\0asm',
  // SketchUp; it begins like UTF-16.
  '\xff\xfe\xff\x0e',
  'MZ',
  '\xd0\xcf\x11\xe0',
  'AC10',
];
/** The same for kinds that are known by a later place: bitmaps, films, tape archives. */
const OTHER_KINDS_INSIDE = [/^BM[^]{4}\0{4}/, /^[^]{4}ftyp/, /^[^]{257}ustar/];
/** Markup, in ASCII or in UTF-16 without byte order mark. */
const MARKUP = /^\0?(?:[\t\n\r ]\0?)*</;
/** Blanks and comments before the first word. Its alternatives differ in their first character: it never goes back. */
const BEFORE_WORDS = /^(?:\s|#[^\r\n]*(?:[\r\n]|$))+/;
const OBJ_CORNER = /(^|[\r\n])[ \t]*v[ \t]+[-+.\d]/;

/**
 * What a file is, by its bytes; its name only breaks a tie. In: the file and its name. Out: format and text.
 * Throws `empty-file`, `unsupported-type`, `archive-unsafe`, `truncated`, `malformed-stl`, `unsupported-encoding`.
 */
export function sniffFormat(bytes: Buffer, fileName: string): Sniffed {
  if (bytes.length === 0) refuse('empty-file');
  const named = /\.(stl|obj|3mf)$/i.exec(fileName)?.[1]?.toLowerCase();
  const found = (format: Format, content = bytes): Sniffed => ({
    format,
    bytes: content,
    namedOtherwise: named !== undefined && named !== format.split('-')[0],
  });
  if (opensAsArchive(bytes)) return found('3mf');
  // A reader that looks for the end of an archive first would open it, another one the file in front of it.
  if (endsAsArchive(bytes)) refuse('archive-unsafe', 'other content stands before the archive');
  if (hasSizeOfStl(bytes)) return found('stl-binary');
  if (isOtherKind(bytes)) refuse('unsupported-type');

  const text = utf16Of(bytes) === undefined ? bytes : decodeText(bytes);
  const head = text.toString('latin1', 0, HEAD_BYTES).replace(/^\xef\xbb\xbf/, '');
  if (MARKUP.test(head)) refuse('unsupported-type');
  if (!head.slice(0, 4_096).includes('\0')) {
    const solid = /^solid\b/i.test(head.replace(BEFORE_WORDS, ''));
    if (solid && bytes.length < STL_HEADER_BYTES && !/\b(facet|endsolid)\b/i.test(head)) {
      refuse('truncated', 'shorter than the header of an STL file');
    }
    if (solid || (/\bfacet\s+normal\b/i.test(head) && /\bouter\s+loop\b/i.test(head))) {
      return found('stl-ascii', decodeText(bytes));
    }
    if (looksLikeObj(head, named)) return found('obj', decodeText(bytes));
    if (bytes.length >= STL_HEADER_BYTES || named !== 'stl') refuse('unsupported-type');
  }
  // The parser refuses these bytes, and says where they are.
  if (named === 'obj' && OBJ_CORNER.test(head)) return found('obj');
  if (named !== 'stl') refuse('unsupported-type');
  refuseBrokenStl(bytes);
  return found('stl-binary');
}

/** "PK" and the number of a record; a shorter file is an archive that was cut. */
const opensAsArchive = (bytes: Buffer): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes.length < 4 || (bytes[2]! < 0x20 && bytes[3]! < 0x20));

function isOtherKind(bytes: Buffer): boolean {
  const head = bytes.toString('latin1', 0, 512);
  return (
    OTHER_KINDS.some((opening) => head.startsWith(opening)) || OTHER_KINDS_INSIDE.some((opening) => opening.test(head))
  );
}

/** Triangles that the header promises. */
export const stlCount = (bytes: Buffer): number => bytes.readUInt32LE(STL_HEADER_BYTES - 4);
const restOf = (bytes: Buffer) => bytes.length - STL_HEADER_BYTES - stlCount(bytes) * STL_TRIANGLE_BYTES;

function hasSizeOfStl(bytes: Buffer): boolean {
  if (bytes.length < STL_HEADER_BYTES) return false;
  const rest = restOf(bytes);
  return rest === 0 || (stlCount(bytes) > 0 && rest > 0 && rest <= bytes.length * REST_SHARE);
}

/** A file called .stl that has not the size of one: it was cut, or something follows its triangles. */
function refuseBrokenStl(bytes: Buffer): void {
  if (bytes.length < STL_HEADER_BYTES) {
    if (bytes.every((byte) => byte === 0)) refuse('malformed-stl', 'shorter than the header of an STL file');
    refuse('truncated', 'shorter than the header of an STL file');
  }
  const rest = restOf(bytes);
  if (rest < 0) refuse('truncated', `${stlCount(bytes)} triangles are promised`);
  // Some exporters write the count first and more triangles later.
  if (rest % STL_TRIANGLE_BYTES !== 0) refuse('malformed-stl', `${rest} bytes follow the last triangle`);
}

const OBJ_LINE = /^(v|vt|vn|vp|f|g|o|s|l|p|usemtl|mtllib)(\s|$)/;

function looksLikeObj(head: string, named: string | undefined): boolean {
  const lines = head
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  if (OBJ_CORNER.test(head)) {
    if (named !== 'stl' || /(^|[\r\n])[ \t]*f[ \t]+[-\d]/.test(head)) return true;
    // The faces of a large one stand behind the head, whose last line is cut.
    return lines.slice(0, -1).every((line) => OBJ_LINE.test(line));
  }
  const [first] = lines;
  return named === 'obj' && (first === undefined ? head.includes('#') : OBJ_LINE.test(first));
}

/** Record at the end of a ZIP archive, and how far its comment may push it away from the end. */
const END_BYTES = 22;
const COMMENT_BYTES = 65_535;
const END_SIGNATURE = Buffer.from('PK\x05\x06', 'latin1');

function endsAsArchive(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - END_BYTES - COMMENT_BYTES);
  const tail = bytes.subarray(from);
  for (
    let at = tail.lastIndexOf(END_SIGNATURE);
    at !== -1;
    at = at === 0 ? -1 : tail.lastIndexOf(END_SIGNATURE, at - 1)
  ) {
    if (at + END_BYTES <= tail.length && at + END_BYTES + tail.readUInt16LE(at + 20) === tail.length) return true;
  }
  return false;
}
