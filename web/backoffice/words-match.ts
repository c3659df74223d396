/** A text as it is compared: small letters without accents. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether a text is what somebody looks for. In: the text, and words of which each has to be in it. */
export function matches(text: string, words: string): boolean {
  const within = plain(text);
  return plain(words)
    .split(/\s+/u)
    .every((word) => within.includes(word));
}
