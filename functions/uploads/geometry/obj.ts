import { CUTTING_WORK, cutFace } from './ear-clipping.ts';
import type { Limits } from './limits.ts';
import { grown, type Mesh, TriangleList } from './mesh.ts';
import { scanDecimal } from './numbers.ts';
import { refuse } from './refusals.ts';
import { weldMesh } from './weld.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BLANK = 0x20;
const TAB = 0x09;
const BACKSLASH = 0x5c;
const SLASH = 0x2f;
const MINUS = 0x2d;
const HASH = 0x23;
const VERTEX = 0x76;
const FACE = 0x66;

/** Digits of an index that may be right: beyond them it names no corner of any file. */
const INDEX_DIGITS = 10;

/**
 * Reads the corners and faces of an OBJ; materials, curves, lines and groups are passed by, and no other file is opened.
 * In: UTF-8 text. Out: welded corners in file units. Throws `malformed-obj`, `index-out-of-range`, `not-a-number`,
 * `no-geometry`, `too-complex` (a face of too many corners), `too-many-triangles`.
 */
export function readObj(bytes: Buffer, limits: Limits, seed: number): Mesh {
  const nul = bytes.indexOf(0);
  if (nul !== -1) refuse('malformed-obj', `a NUL byte at ${nul}`);
  let coordinates = new Float64Array(3 * 1024);
  let corners = 0;
  const triangles = new TriangleList(limits.triangles);
  const face: number[] = [];
  const words = new Line(bytes);
  const work = { left: CUTTING_WORK };

  const readVertex = () => {
    if ((corners + 1) * 3 > coordinates.length) coordinates = grown(coordinates, Float64Array);
    // What follows the third number is a weight or a colour.
    for (let axis = 0; axis < 3; axis++) {
      if (!words.next()) refuse('malformed-obj', `line ${words.line}: a corner needs three numbers`);
      coordinates[corners * 3 + axis] = scanDecimal(bytes, words.start, words.end);
    }
    corners++;
  };

  const readFace = () => {
    face.length = 0;
    while (words.next()) {
      if (face.length >= limits.faceCorners) {
        refuse('too-complex', `line ${words.line}: a face of more than ${limits.faceCorners} corners`);
      }
      face.push(cornerIndex(words, corners));
    }
    if (face.length < 3) refuse('malformed-obj', `line ${words.line}: a face needs three corners`);
    checkTurns(face, words.line);
    if (face.length === 3) triangles.add(face[0]!, face[1]!, face[2]!);
    else cutFace(coordinates, face, triangles, work);
  };

  while (words.nextLine()) {
    if (!words.next() || words.end - words.start !== 1) continue;
    const key = bytes[words.start];
    if (key === VERTEX) readVertex();
    else if (key === FACE) readFace();
  }
  if (triangles.count === 0) refuse('no-geometry');
  return weldMesh({ positions: coordinates.slice(0, corners * 3), triangles: triangles.done() }, seed);
}

/** How often the outline of a face may come through one corner; slits to holes make it more than once. */
const CORNER_TURNS = 8;

/** Throws `malformed-obj` for an outline that goes round and round: it bounds no area. */
function checkTurns(face: readonly number[], line: number): void {
  if (face.length <= CORNER_TURNS) return;
  const turns = new Map<number, number>();
  for (const corner of face) {
    const count = (turns.get(corner) ?? 0) + 1;
    if (count > CORNER_TURNS) refuse('malformed-obj', `line ${line}: a face that uses a corner ${count} times`);
    turns.set(corner, count);
  }
}

/** The corner that the present word (`7`, `7/1`, `-1//3`) names, counted from 0; negative ones count back from here. */
function cornerIndex({ bytes, start, end, line }: Line, corners: number): number {
  let at = start;
  const back = bytes[at] === MINUS;
  if (back) at++;
  const from = at;
  let index = 0;
  while (at < end && bytes[at]! >= 0x30 && bytes[at]! <= 0x39 && at - from <= INDEX_DIGITS) {
    index = index * 10 + (bytes[at]! - 0x30);
    at++;
  }
  const text = () => `line ${line}: "${bytes.toString('utf8', start, Math.min(end, start + 40))}"`;
  if (at === from && bytes[at] !== 0x2b) refuse('malformed-obj', text());
  if (at < end && bytes[at] !== SLASH) refuse('index-out-of-range', text());
  const corner = back ? corners - index : index - 1;
  if (index === 0 || corner < 0 || corner >= corners) refuse('index-out-of-range', `${text()} of ${corners}`);
  return corner;
}

/** The words of one line at a time; a backslash at the end of a line continues it. */
class Line {
  readonly bytes: Buffer;
  start = 0;
  end = 0;
  line = 0;
  private ended = true;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  /** Goes to the start of the next line, wherever the present one stands; false at the end of the text. */
  nextLine(): boolean {
    while (!this.ended) this.next();
    if (this.end >= this.bytes.length) return false;
    this.ended = false;
    this.line++;
    return true;
  }

  /** Goes to the next word of this line; false at its end. */
  next(): boolean {
    const { bytes } = this;
    let at = this.end;
    for (; at < bytes.length && !this.ended; at++) {
      const byte = bytes[at]!;
      if (byte === NEWLINE || byte === RETURN) this.ended = true;
      else if (byte === HASH) at = this.beforeLineEnd(at);
      else if (byte === BACKSLASH) at = this.afterContinuation(at);
      else if (byte > 0x20) break;
    }
    if (at >= bytes.length) this.ended = true;
    this.start = at;
    while (!this.ended && at < bytes.length && bytes[at]! > 0x20 && !this.continues(at)) at++;
    this.end = at;
    return this.end > this.start;
  }

  /** Whether a backslash at this place continues the line: nothing but blanks stands behind it. */
  private continues(at: number): boolean {
    if (this.bytes[at] !== BACKSLASH) return false;
    const end = this.bytes[this.afterBlanks(at + 1)];
    return end === NEWLINE || end === RETURN || end === undefined;
  }

  private afterContinuation(at: number): number {
    if (!this.continues(at)) return at;
    this.line++;
    const end = this.afterBlanks(at + 1);
    return this.bytes[end] === RETURN && this.bytes[end + 1] === NEWLINE ? end + 1 : end;
  }

  private afterBlanks(from: number): number {
    let at = from;
    while (this.bytes[at] === BLANK || this.bytes[at] === TAB) at++;
    return at;
  }

  private beforeLineEnd(from: number): number {
    let at = from;
    while (at + 1 < this.bytes.length && this.bytes[at + 1] !== NEWLINE && this.bytes[at + 1] !== RETURN) at++;
    return at;
  }
}
