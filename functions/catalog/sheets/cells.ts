/** How single values are written into cells of a product file, and read from them. Every `read` throws `WrongCell`. */

/** What a cell says is not what its column holds. The message tells how to write it. */
export class WrongCell extends Error {
  override name = 'WrongCell';
}

/** A value of a column: both directions, so that neither is forgotten. An empty cell is no value and is never read. */
export interface CellForm<T> {
  readonly write: (value: T) => string;
  readonly read: (cell: string) => T;
}

/** A form whose values are told by its column alone. */
export interface AnyForm {
  readonly write: (value: never) => string;
  readonly read: (cell: string) => unknown;
}

/** Text as it is. */
export const text: CellForm<string> = { write: (value) => value, read: (cell) => cell };

/** Ids and words of a list, without the spaces around them. */
export const word: CellForm<string> = { write: (value) => value, read: (cell) => cell.trim() };

const separated = (parts: readonly string[]): string =>
  parts.map((part) => (part === '' ? '\\e' : part.replaceAll(/[\\|]/g, '\\$&'))).join('|');

/** Parts between bars; `\|` is a bar, `\\` a backslash, `\e` an empty part. */
const separate = (cell: string): string[] =>
  [...`|${cell}`.matchAll(/\|((?:\\[\s\S]|[^\\|])*)/g)].map(([, part = '']) =>
    part.replaceAll(/\\([\s\S])/g, (_, escaped: string) => (escaped === 'e' ? '' : escaped)),
  );

/** Several words: `spiral|watertight`. */
export const list: CellForm<readonly string[]> = { write: separated, read: separate };

/** Pairs: `size=m|colour=red`. The order is that of the names given here, so that equal pairs are equal cells. */
export const pairs = (names: readonly string[]): CellForm<Readonly<Record<string, string | undefined>>> => ({
  write: (value) => separated(names.flatMap((name) => (value[name] === undefined ? [] : [`${name}=${value[name]}`]))),
  read(cell) {
    const read: Record<string, string> = {};
    for (const pair of separate(cell)) {
      const end = pair.indexOf('=');
      const name = pair.slice(0, end).trim();
      if (end < 0 || !names.includes(name))
        throw new WrongCell(`Write it like size=m|colour=red, with any of ${names.join(', ')}.`);
      if (read[name] !== undefined) throw new WrongCell(`It says ${name} twice.`);
      read[name] = pair.slice(end + 1);
    }
    return read;
  },
});

const NUMBER = /^\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** A number with a point, as JavaScript writes it: reading gives back the very same number. */
export const number = (like: string): CellForm<number> => ({
  write: String,
  read(cell) {
    const written = cell.trim();
    if (!NUMBER.test(written)) throw new WrongCell(`Write it like ${like}.`);
    return Number(written);
  },
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** Width, depth, height in millimetres: `110x112x240`. */
export const box: CellForm<Box> = {
  write: ({ x, y, z }) => `${x}x${y}x${z}`,
  read(cell) {
    const sides = cell.split('x').map((side) => side.trim());
    if (sides.length !== 3 || !sides.every((side) => NUMBER.test(side))) {
      throw new WrongCell('Write width, depth and height in millimetres like 110x112x240.');
    }
    const [x = 0, y = 0, z = 0] = sides.map(Number);
    return { x, y, z };
  },
};

/** Several boxes: `256x256x256|300x300x400`. */
export const boxes: CellForm<readonly Box[]> = {
  write: (value) => separated(value.map(box.write)),
  read: (cell) => separate(cell).map(box.read),
};

/** Digits of minor units in a currency: 2 for EUR, 0 for JPY. Source: ISO 4217, as the runtime's CLDR has it. */
const minorDigits = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 0;

/** Minor units as a decimal number of the currency, `12.50`; no float takes part. A comma is read like a point. */
export function price(currency: string): CellForm<number> {
  const digits = minorDigits(currency);
  const form = new RegExp(digits === 0 ? String.raw`^(\d{1,12})$` : String.raw`^(\d{1,12})(?:[.,](\d{1,${digits}}))?$`);
  const like = digits === 0 ? '1250' : `12.${'5'.padEnd(digits, '0')}`;
  return {
    write(amount) {
      const all = String(amount).padStart(digits + 1, '0');
      return digits === 0 ? all : `${all.slice(0, -digits)}.${all.slice(-digits)}`;
    },
    read(cell) {
      const [match, whole = '', part = ''] = form.exec(cell.trim()) ?? [];
      if (match === undefined) throw new WrongCell(`Write it like ${like}.`);
      return Number(whole + part.padEnd(digits, '0'));
    },
  };
}

/** What makes a spreadsheet compute a cell. Source: OWASP, CSV Injection. */
const COMPUTED = String.raw`[=+\-@\t\r\n＝＋－＠]`;
const TO_GUARD = new RegExp(`^'*${COMPUTED}`);
const GUARDED = new RegExp(`^''*${COMPUTED}`);

/** A cell that no spreadsheet computes: an apostrophe stands before what begins like a formula. */
export const guarded = (cell: string): string => (TO_GUARD.test(cell) ? `'${cell}` : cell);

/** The cell without that apostrophe. */
export const unguarded = (cell: string): string => (GUARDED.test(cell) ? cell.slice(1) : cell);
