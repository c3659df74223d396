/** What counts as a word, and which spellings of it are the same. Index and query go through the same rules. */

/** A word of a text. */
export interface Word {
  /** Its spellings without case and marks: one, or two where it has ä, ö or ü (`muller`, `mueller`). */
  readonly forms: readonly string[];
  /** As it was written, in small letters; for suggestions. */
  readonly display: string;
}

/** Longer words are cut: nobody types them, and a pasted line must not become a term. */
const MAX_LETTERS = 40;

const WORDS = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const UMLAUTS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue' };
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', œ: 'oe', æ: 'ae', ø: 'o', ł: 'l' };

const plain = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[ßœæøł]/g, (letter) => LETTERS[letter] ?? letter);

/** The spellings under which a word is found. In: one word in any case. Out: one form, or two for ä, ö, ü. */
export function formsOf(word: string): string[] {
  const small = word.normalize('NFC').toLowerCase().normalize('NFC');
  const form = plain(small);
  const german = plain(small.replace(/[äöü]/g, (letter) => UMLAUTS[letter] ?? letter));
  return german === form ? [form] : [form, german];
}

/** The words of a text in their order. A word is a run of letters and digits; everything else parts two words. */
export function wordsOf(text: string): Word[] {
  const matches = text.normalize('NFC').match(WORDS) ?? [];
  return matches.map((match) => {
    const small = match.toLowerCase();
    const display = small.length > MAX_LETTERS ? [...small].slice(0, MAX_LETTERS).join('') : small;
    return { forms: formsOf(display), display };
  });
}
