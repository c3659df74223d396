/** Words written as one: `tischlampe` is a table and a lamp. */

/** Shorter parts are found in nearly every word by chance. */
const LEAST_PART = 4;
/** Letters that German puts between the parts. */
const JOINTS = ['', 's', 'n', 'en', 'es', 'e'];

/** The ways in which a word is two words that `exists` knows, with or without letters between them. */
export function partsOf(word: string, exists: (part: string) => boolean): (readonly [string, string])[] {
  const found: (readonly [string, string])[] = [];
  for (let end = LEAST_PART; end <= word.length - LEAST_PART; end++) {
    const first = word.slice(0, end);
    if (!exists(first)) continue;
    for (const joint of JOINTS) {
      const second = word.slice(end + joint.length);
      if (second.length >= LEAST_PART && word.startsWith(joint, end) && exists(second)) found.push([first, second]);
    }
  }
  return found;
}
