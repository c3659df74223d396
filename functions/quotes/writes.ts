import { announced, type FactDraft, recordFact } from '../shared/events/facts.ts';
import { deleteItem, replaceItem, Stale } from '../shared/store/optimistic.ts';
import { type Put, putNew, type Write } from '../shared/store/store.ts';
import {
  QuoteAccepted,
  QuoteCreated,
  QuoteExpired,
  QuoteExpiring,
  QuoteReady,
  QuoteRejected,
  QuoteReopened,
} from './contract.ts';
import { type Offer, type Quote, statusAt } from './quote.ts';
import {
  type ActiveRules,
  activeRulesKey,
  quoteKey,
  quotePartition,
  quotePlace,
  type RulesVersion,
  rulesKey,
  type Share,
  shareKey,
  storedActiveRules,
  storedQuote,
  storedRules,
  storedShare,
} from './quote-keys.ts';

/** A quote that somebody has. */
type Owned = Quote & { readonly customerId: string };

/**
 * Conditional writes of the table of quotes. Each change of a quote is the quote under the condition of the version that was read,
 * and its facts. They throw `Stale` when it is no longer so: read and decide again.
 */
export const quotesWrites = (table: string) => {
  const put = (after: Quote, before: Quote | undefined): Put | Write =>
    replaceItem({ table, item: storedQuote.encode(after, quotePlace(after)) }, before);
  const fact = ({ id, version, updatedAt }: Quote, draft: FactDraft): Write =>
    recordFact({
      table,
      partition: quotePartition(id),
      subject: id,
      sequence: version,
      now: new Date(updatedAt),
      draft,
      repeated: () => new Stale(`${draft.key} is recorded already`),
    });
  const keyed = (name: string, { version }: Quote): { key: string } => ({ key: `${name}#${version}` });
  const ids = ({ id, customerId }: Owned) => ({ quoteId: id, customerId });
  /** The fact of an offer, where the quote holds one. */
  const ready = (after: Owned): Write[] =>
    after.status === 'READY' && after.offer
      ? [
          fact(
            after,
            announced(
              QuoteReady,
              { ...ids(after), price: after.offer.price, expiresAt: after.offer.expiresAt },
              keyed('ready', after),
            ),
          ),
        ]
      : [];

  return {
    /** A new quote, with its offer if it has one. */
    create: (quote: Owned): Write[] => [
      put(quote, undefined),
      fact(
        quote,
        announced(QuoteCreated, { ...ids(quote), uploadId: quote.uploadId, status: quote.status }, { key: 'created' }),
      ),
      ...ready(quote),
    ],

    /** A quote that was priced again, or sent to a person. */
    reprice: (after: Owned, before: Quote): Write[] => {
      const draft: FactDraft = {
        ...keyed('repriced', after),
        type: 'quote.repriced',
        details: { status: after.status },
      };
      return [put(after, before), fact(after, draft), ...ready(after)];
    },

    /** What a person decided. */
    decide: (after: Owned, before: Quote): Write[] => [
      put(after, before),
      ...(after.status === 'REJECTED'
        ? [fact(after, announced(QuoteRejected, ids(after), keyed('rejected', after)))]
        : ready(after)),
    ],

    /** The quote becomes part of an order; belongs into the transaction that places it. */
    accept: (after: Owned & { readonly offer: Offer; readonly orderId: string }, before: Quote): Write[] => [
      put(after, before),
      fact(
        after,
        announced(
          QuoteAccepted,
          { ...ids(after), orderId: after.orderId, price: after.offer.price },
          keyed('accepted', after),
        ),
      ),
    ],

    /** The order of the quote has failed. */
    reopen: (after: Owned, before: Quote, orderId: string): Write[] => [
      put(after, before),
      fact(
        after,
        announced(
          QuoteReopened,
          { ...ids(after), orderId, status: statusAt(after, new Date(after.updatedAt)) },
          keyed('reopened', after),
        ),
      ),
    ],

    /** The end of an offer, or that its customer is reminded of it. */
    sweep: (after: Owned & { readonly offer: Offer }, before: Quote): Write[] => [
      put(after, before),
      fact(
        after,
        after.status === 'EXPIRED'
          ? announced(QuoteExpired, ids(after), keyed('expired', after))
          : announced(QuoteExpiring, { ...ids(after), expiresAt: after.offer.expiresAt }, keyed('expiring', after)),
      ),
    ],

    /** A change that nobody is told of. */
    replace: put,

    /** Forgets a quote. */
    forget: (quote: Quote): Write => deleteItem({ table, key: quoteKey(quote.id) }, quote),

    /** A link that shares a quote, until it expires. */
    share: (token: string, share: Share): Write =>
      putNew(
        table,
        storedShare.encode(share, { ...shareKey(token), ttl: Math.ceil(Date.parse(share.expiresAt) / 1_000) }),
      ),

    /** A new version of the rules. Throws `Stale` when there is one of that number. */
    createRules: (rules: RulesVersion): Write =>
      putNew(
        table,
        storedRules.encode(rules, rulesKey(rules.version)),
        () => new Stale(`Version ${rules.version} is there already`),
      ),

    /** Brings a version into force, in the place of the one that was read. Throws `Stale`. */
    activate: ({ version, note, rules, createdAt }: RulesVersion, before: ActiveRules | undefined): Write => {
      const changes = (before?.changes ?? 0) + 1;
      const active: ActiveRules = { version, ...(note === undefined ? {} : { note }), rules, createdAt, changes };
      const stale = () => new Stale('Other rules came into force in between');
      const item = storedActiveRules.encode(active, activeRulesKey);
      return before
        ? {
            kind: 'put',
            table,
            item,
            condition: '#changes = :changes',
            names: { '#changes': 'changes' },
            values: { ':changes': before.changes },
            refused: stale,
          }
        : putNew(table, item, stale);
    },
  };
};
export type QuotesWrites = ReturnType<typeof quotesWrites>;
