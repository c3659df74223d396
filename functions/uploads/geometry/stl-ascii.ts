import type { Limits } from './limits.ts';
import { type Mesh, TriangleList } from './mesh.ts';
import { scanDecimal } from './numbers.ts';
import { refuse } from './refusals.ts';
import { Welder } from './weld.ts';

/** Bytes of one line and of one word: no exporter comes near, and a file without line ends ends here. */
const LINE_BYTES = 65_536;
const WORD_BYTES = 4_096;
/** Words between `facet` and `outer`: "normal" and three numbers, which are not looked at. */
const NORMAL_WORDS = 4;

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const HASH = 0x23;

/**
 * Reads an ASCII STL: any case, any line end, several solids, comments after "#". In: UTF-8 text without byte order mark.
 * Out: welded corners in file units. Throws `malformed-stl`, `no-geometry`, `not-a-number`, `too-many-triangles`.
 */
export function readAsciiStl(bytes: Buffer, limits: Limits, seed: number): Mesh {
  const words = new Words(bytes);
  const welder = new Welder(seed);
  const triangles = new TriangleList(limits.triangles);
  const corner = (): number => {
    words.expect('vertex');
    const x = words.number();
    const y = words.number();
    return welder.add(x, y, words.number());
  };
  while (words.next()) {
    if (words.is('solid') || words.is('endsolid')) words.skipLine();
    else if (words.is('facet')) {
      skipNormal(words);
      words.expect('loop');
      const a = corner();
      const b = corner();
      triangles.add(a, b, corner());
      words.expect('endloop');
      words.expect('endfacet');
    } else words.refuse();
  }
  if (triangles.count === 0) refuse('no-geometry');
  return { positions: welder.done(), triangles: triangles.done() };
}

function skipNormal(words: Words): void {
  for (let word = 0; word <= NORMAL_WORDS; word++) {
    if (!words.next()) words.refuse();
    if (words.is('outer')) return;
    if (words.is('vertex') || words.is('facet') || words.is('endfacet')) words.refuse();
  }
  words.refuse();
}

/** The words of a text, one after the other. */
class Words {
  private readonly bytes: Buffer;
  private start = 0;
  private end = 0;
  private lineStart = 0;
  private line = 1;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Goes to the next word; false at the end of the text. */
  next(): boolean {
    const { bytes } = this;
    let at = this.end;
    while (at < bytes.length) {
      const byte = bytes[at]!;
      if (byte === HASH) {
        at = this.endOfLine(at);
        continue;
      }
      if (byte > 0x20) break;
      if (byte === 0) refuse('malformed-stl', `line ${this.line}: a NUL byte`);
      at++;
      if (byte === NEWLINE || byte === RETURN) this.newLine(at, byte);
    }
    this.start = at;
    const most = Math.min(bytes.length, at + WORD_BYTES + 1);
    while (at < most && bytes[at]! > 0x20) at++;
    this.end = at;
    if (at - this.start > WORD_BYTES) refuse('malformed-stl', `line ${this.line}: a word without an end`);
    if (at - this.lineStart > LINE_BYTES) refuse('malformed-stl', `line ${this.line}: a line without an end`);
    return this.end > this.start;
  }

  is(word: string): boolean {
    if (this.end - this.start !== word.length) return false;
    for (let index = 0; index < word.length; index++) {
      // Lower case of an ASCII letter.
      if ((this.bytes[this.start + index]! | 0x20) !== word.charCodeAt(index)) return false;
    }
    return true;
  }

  expect(word: string): void {
    if (!this.next() || !this.is(word)) this.refuse(word);
  }

  number(): number {
    if (!this.next() || this.is('vertex') || this.is('endloop')) this.refuse('a number');
    return scanDecimal(this.bytes, this.start, this.end);
  }

  /** The name of a solid may be any words. */
  skipLine(): void {
    this.end = this.endOfLine(this.end);
  }

  refuse(wanted = 'facet'): never {
    const found = this.bytes.toString('utf8', this.start, Math.min(this.end, this.start + 40));
    return refuse('malformed-stl', `line ${this.line}: "${wanted}" is missing before "${found}"`);
  }

  private endOfLine(from: number): number {
    const { bytes } = this;
    let at = from;
    const most = Math.min(bytes.length, from + LINE_BYTES);
    while (at < most && bytes[at] !== NEWLINE && bytes[at] !== RETURN) at++;
    if (at - from >= LINE_BYTES) refuse('malformed-stl', `line ${this.line}: a line without an end`);
    return at;
  }

  private newLine(start: number, byte: number): void {
    this.lineStart = start;
    // CRLF is one line end.
    if (byte === RETURN && this.bytes[start] === NEWLINE) return;
    this.line++;
  }
}
