import { refuse } from './refusals.ts';

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const WITH_COMMA = /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/;

/** Powers of ten that are exact in binary64. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);
/** Digits that a binary64 mantissa holds exactly. */
const EXACT_DIGITS = 15;

/**
 * A number as files write it: sign, digits, point, exponent; finite. `Number()` would also take "", "0x10" and "Infinity".
 * In: the text of one number. Out: its value. Throws `not-a-number`.
 */
export const parseDecimal = (text: string): number => decimalOf(text) ?? notANumber(text.trim());

/** The same without a refusal. In: the text of one number. Out: its value; nothing where it is none, or infinite. */
export function decimalOf(text: string): number | undefined {
  const trimmed = text.trim();
  const value = DECIMAL.test(trimmed) ? Number(trimmed) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

function notANumber(text: string): never {
  if (WITH_COMMA.test(text)) refuse('not-a-number', `"${text}": write the decimal point as a point, not as a comma`);
  refuse('not-a-number', `"${text}"`);
}

const ZERO = 0x30;
const isDigit = (byte: number) => byte >= ZERO && byte <= ZERO + 9;

/** The same grammar over bytes, without making a string of each number. Throws `not-a-number`. */
export function scanDecimal(bytes: Buffer, start: number, end: number): number {
  let at = start;
  const first = bytes[at]!;
  if (first === 0x2b || first === 0x2d) at++;
  let mantissa = 0;
  let digits = 0;
  let fraction = 0;
  const from = at;
  let pointed = false;
  for (; at < end; at++) {
    const byte = bytes[at]!;
    if (isDigit(byte)) {
      mantissa = mantissa * 10 + (byte - ZERO);
      if (mantissa > 0) digits++;
      if (pointed) fraction++;
    } else if (byte === 0x2e && !pointed) {
      pointed = true;
    } else break;
  }
  // Anything unusual, and whatever is not exact in this way, takes the slow path.
  if (at < end || digits > EXACT_DIGITS || fraction > 22 || at - from - (pointed ? 1 : 0) === 0) {
    return parseDecimal(
      bytes.toString('latin1', start, Math.min(end, start + 4_096)) + (end > start + 4_096 ? '…' : ''),
    );
  }
  const value = mantissa / POWERS[fraction]!;
  return first === 0x2d ? -value : value;
}
