import { forgivenTypos, letterSet, maybeWithin, typoDistance } from './typos.ts';

/** A term of the index, in how many products it stands, and how it is written. */
export interface Term {
  readonly term: string;
  readonly documents: number;
  readonly display: string;
}

/** The terms of one language. */
export interface Lexicon {
  find(term: string): Term | undefined;
  hasPrefix(prefix: string): boolean;
  /** Terms with this inside, the most frequent first, at most `limit`. */
  containing(part: string, limit: number): Term[];
  /** Terms at the smallest number of forgiven errors at which there are any, the most frequent first. */
  near(word: string, limit: number): Term[];
}

/** In: the terms in the order of their code units, each once. */
export function lexiconOf(
  terms: readonly string[],
  documents: ArrayLike<number>,
  displays: readonly string[],
): Lexicon {
  const joined = `\n${terms.join('\n')}\n`;
  const letters = Int32Array.from(terms, letterSet);
  const lengths = Uint8Array.from(terms, ({ length }) => length);

  /** The place of the first term that is not before `wanted`. */
  const placeOf = (wanted: string): number => {
    let low = 0;
    let high = terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((terms[middle] ?? '') < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const at = (place: number): Term => {
    const term = terms[place] ?? '';
    return { term, documents: documents[place] ?? 0, display: displays[place] || term };
  };
  const find = (term: string): Term | undefined => {
    const place = placeOf(term);
    return terms[place] === term ? at(place) : undefined;
  };
  const frequentFirst = (found: Term[], limit: number): Term[] =>
    found.sort((a, b) => b.documents - a.documents || (a.term < b.term ? -1 : 1)).slice(0, limit);

  return {
    find,
    hasPrefix: (prefix) => terms[placeOf(prefix)]?.startsWith(prefix) ?? false,
    containing(part, limit) {
      const found: Term[] = [];
      for (let from = joined.indexOf(part); from !== -1; ) {
        const begin = joined.lastIndexOf('\n', from) + 1;
        const end = joined.indexOf('\n', from);
        const term = find(joined.slice(begin, end));
        if (term) found.push(term);
        from = joined.indexOf(part, end);
      }
      return frequentFirst(found, limit);
    },
    near(word, limit) {
      let max: number = forgivenTypos(word.length);
      if (max === 0) return [];
      const wanted = letterSet(word);
      let found: Term[] = [];
      for (let place = 0; place < terms.length; place++) {
        if (Math.abs((lengths[place] ?? 0) - word.length) > max) continue;
        if (!maybeWithin(letters[place] ?? 0, wanted, max)) continue;
        const errors = typoDistance(word, terms[place] ?? '', max);
        if (errors > max) continue;
        if (errors < max) {
          max = errors;
          found = [];
        }
        found.push(at(place));
      }
      return frequentFirst(found, limit);
    },
  };
}
