/** A text as it is compared: small letters without accents. */
const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** Whether a text is what somebody looks for. In: the text, and words of which each has to be in it. */
export function matches(text: string, words: string): boolean {
  const within = plain(text);
  return plain(words)
    .split(/\s+/u)
    .every((word) => within.includes(word));
}

/** A number or an address that the shop looks up itself, whatever was read so far; nothing where the words are neither. */
export function lookUpOf(words: string): { readonly orderNumber: string } | { readonly email: string } | undefined {
  const word = words.trim();
  // As people read it out: the numbers have neither I, L nor O.
  const [, day, end] = /^ord-(\d{8})-([0-9a-z]{5})$/i.exec(word) ?? [];
  if (day && end) {
    const typed = end.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1');
    return typed.includes('U') ? undefined : { orderNumber: `ORD-${day}-${typed}` };
  }
  return /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/.test(word) ? { email: word } : undefined;
}
