import type { KeyedRead } from '../shared/store/store.ts';
import type { Quote } from './quote.ts';
import {
  type ActiveRules,
  activeRulesKey,
  quoteKey,
  type RulesVersion,
  rulesKey,
  type Share,
  shareKey,
  storedActiveRules,
  storedQuote,
  storedRules,
  storedShare,
} from './quote-keys.ts';

export type { PriceRules } from './price/rules.ts';
export type { Quote } from './quote.ts';
export { previewOf, suggestionDto } from './quote-dto.ts';

/**
 * Keyed reads of the table of quotes. A quote says what capacity has to reckon with: `reckoning.machineId`, `reckoning.seconds` of
 * machine time and `reckoning.grams` a piece.
 */
export const quotesReads = (table: string) => ({
  /** A quote by its id, as it is stored: whether its time is over says `statusAt`. */
  quote: (id: string): KeyedRead<Quote | undefined> => ({
    table,
    keys: [quoteKey(id)],
    parse: ([item]) => item && storedQuote.decode(item),
  }),

  /** Several of them; those that are gone are missing. */
  quotes: (ids: readonly string[]): KeyedRead<readonly Quote[]> => ({
    table,
    keys: ids.map(quoteKey),
    parse: (items) => items.map(storedQuote.decode),
  }),

  /** The rules in force, if any are. */
  activeRules: (): KeyedRead<ActiveRules | undefined> => ({
    table,
    keys: [activeRulesKey],
    parse: ([item]) => item && storedActiveRules.decode(item),
  }),

  /** A version of the rules. */
  rules: (version: number): KeyedRead<RulesVersion | undefined> => ({
    table,
    keys: [rulesKey(version)],
    parse: ([item]) => item && storedRules.decode(item),
  }),

  /** What a link shares. */
  share: (token: string): KeyedRead<Share | undefined> => ({
    table,
    keys: [shareKey(token)],
    parse: ([item]) => item && storedShare.decode(item),
  }),
});
export type QuotesReads = ReturnType<typeof quotesReads>;
