import type { Clock } from '../shared/clock.ts';
import { NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import type { Cursors } from '../shared/http/cursor.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Item, Store } from '../shared/store/store.ts';
import type { UploadsReads } from '../uploads/reads.ts';
import type { ActivatePriceRules, CreatePriceRules, ListPriceRules, RulesDto, TryPriceRules } from './contract.ts';
import { reviewNotes, suggestionDto } from './quote-dto.ts';
import type { RulesVersion } from './quote-keys.ts';
import { rulesVersions } from './quote-lists.ts';
import type { QuotesReads } from './reads.ts';
import { measuredUpload, reckon } from './reckon-quote.ts';
import type { QuotesWrites } from './writes.ts';

interface Ports {
  readonly store: Store;
  readonly table: string;
  readonly quotes: { readonly reads: QuotesReads; readonly writes: QuotesWrites };
  readonly clock: Clock;
}

const rulesDto = ({ version, note, rules, createdAt }: RulesVersion, active: number | undefined): RulesDto => ({
  version,
  active: version === active,
  ...(note === undefined ? {} : { note }),
  rules,
  createdAt,
});

/** A page of all versions, newest first. Throws `invalid-cursor`. */
export const listRules =
  ({ store, table, quotes, cursors }: Omit<Ports, 'clock'> & { readonly cursors: Cursors }) =>
  async ({ query: { limit, cursor }, caller }: Request<typeof ListPriceRules>) => {
    const scope = [caller.userId, 'price-rules'];
    const { versions, position } = await rulesVersions(store, table, limit, await cursors.open<Item>(cursor, scope));
    const [active] = await store.readTogether([quotes.reads.activeRules()]);
    return {
      items: versions.map((one) => rulesDto(one, active?.version)),
      nextCursor: position ? await cursors.seal(position, scope) : null,
    };
  };

/** A new version, after the newest there is. It prices nothing yet. */
export const createRules =
  ({ store, table, quotes, clock }: Ports) =>
  ({ body }: Pick<Request<typeof CreatePriceRules>, 'body'>): Promise<RulesDto> =>
    whileStale(async () => {
      const { versions } = await rulesVersions(store, table, 1);
      const created: RulesVersion = {
        version: (versions[0]?.version ?? 0) + 1,
        ...body,
        createdAt: clock.now().toISOString(),
      };
      await store.write(quotes.writes.createRules(created));
      return rulesDto(created, undefined);
    });

/** Brings a version into force. Throws `NotFound`. */
export const activateRules =
  ({ store, quotes }: Pick<Ports, 'store' | 'quotes'>) =>
  ({ params: { version } }: Pick<Request<typeof ActivatePriceRules>, 'params'>): Promise<RulesDto> =>
    whileStale(async () => {
      const [found, active] = await store.readTogether([quotes.reads.rules(version), quotes.reads.activeRules()]);
      if (!found) throw new NotFound();
      if (active?.version !== version) await store.write(quotes.writes.activate(found, active));
      return rulesDto(found, version);
    });

/** What a version says of a model that is here, whoever's it is. Changes nothing. Throws what the contract lists. */
export const tryRules =
  ({ store, quotes, uploads, clock }: Omit<Ports, 'table'> & { readonly uploads: UploadsReads }) =>
  async ({ params: { version }, body: { uploadId, config } }: Request<typeof TryPriceRules>) => {
    const [rules, upload] = await store.readTogether([quotes.reads.rules(version), uploads.upload(uploadId)]);
    if (!rules || !upload) throw new NotFound();
    const { reckoning, review } = reckon(measuredUpload(upload, config.unit), config, rules, clock.now());
    return { ...suggestionDto(reckoning), review: reviewNotes(review) };
  };
