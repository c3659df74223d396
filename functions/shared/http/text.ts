import * as z from 'zod';

/** Control characters, halves of characters, separators of lines and paragraphs. */
const BREAKING = String.raw`\p{Cc}\p{Cs}\p{Zl}\p{Zp}`;

/**
 * Controls of the direction of writing: embeddings, overrides, isolates and their ends, and those that are no longer used.
 * They turn around what stands after them on the page. Words of any script are written without. Unicode UAX 9, 2.
 */
const TURNING = String.raw`\u202a-\u202e\u2066-\u206f`;

/**
 * So many characters that stay on one line, as a pattern's source, e.g. `*` or `{12,}`. Control characters have no place on a
 * parcel, line breaks none in a mail header, and half a character (a lone surrogate) cannot be stored.
 */
export const oneLine = (times: string): RegExp => new RegExp(String.raw`^[^${BREAKING}]${times}$`, 'u');

/** What is taken away from around a text: the blanks and ends of lines of ECMAScript, as `trim` knows them. */
const AROUND = String.raw`\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff`;
/** What ends a line inside a text of several ones. */
const ENDS = String.raw`\n\r\u0085\u2028\u2029`;

/**
 * A text of these characters, with what is taken away around it: the document says what may be sent. Where the text begins and
 * ends its first and last character tell, so that no part can be matched in two ways.
 */
function textOf(inside: string, around: string): RegExp {
  const ends = `[^${around}${BREAKING}${TURNING}]`;
  return new RegExp(`^[${around}]*(?:${ends}(?:${inside}*${ends})?)?[${around}]*$`, 'u');
}

/** What is written and shown: one line whose direction nothing turns around, and several of them with line feeds. */
const PLAIN = `[^${BREAKING}${TURNING}]`;
const LINE = textOf(PLAIN, AROUND);
const LINES = textOf(`(?:[${ENDS}]|${PLAIN})`, AROUND + ENDS);

/**
 * Something that leaves ink: a letter, digit or sign, none of those that Unicode draws as nothing (Default_Ignorable: joiners,
 * fillers of Hangul, variation selectors …), and none of these, which it calls letters or symbols and which are blank: the
 * empty Braille pattern, the null notehead, the blanks of hieroglyphs, and what stands for a missing object.
 */
const INK = /[[\p{L}\p{N}\p{P}\p{S}]--[\p{Default_Ignorable_Code_Point}\u2800\u{1D159}\u{13441}\u{13442}\uFFFC]]/v;

const seen = (text: string): boolean => INK.test(text);
const UNSEEN = 'nothing that can be seen';

/** One line of text that somebody writes: a name, a title, a street. Something in it can be seen. The blanks around it count, as the document says. */
export const line = (max: number) =>
  z
    .string()
    .max(max)
    .trim()
    .min(1)
    .regex(LINE, 'no line breaks, control characters or changes of direction')
    .refine(seen, UNSEEN);

/** Several lines that somebody writes: a description, a note. Each ends in a line feed, however it was sent. */
export const lines = (max: number) =>
  z
    .string()
    .max(max)
    .overwrite((text) => text.replaceAll(/\r\n?|[\u0085\u2028\u2029]/g, '\n'))
    .trim()
    .min(1)
    .regex(LINES, 'no control characters or changes of direction')
    .refine(seen, UNSEEN);

/** For `regex(...)` of what strangers read. A tag, a comment or a declaration begins with `<`; `<3` and `a < b` are text. */
export const noMarkup = [/^(?:[^<]|<(?![A-Za-z/!?]))*$/u, 'text only, no markup'] as const;
