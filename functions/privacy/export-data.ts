import { presentUser } from '../identity/guards.ts';
import { NotFound } from '../shared/domain-error.ts';
import { announced } from '../shared/events/facts.ts';
import type { Request } from '../shared/http/api.ts';
import { InvalidToken } from '../shared/http/tokens.ts';
import { newId } from '../shared/ids.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import { type Export, ExportRequested, type ReadExport, type RequestExport } from './contract.ts';
import { exportShown, exportStatus, newExport } from './data-export.ts';
import type { ExportFiles } from './export-files.ts';
import type { PrivacyPorts } from './privacy-ports.ts';

/** Asks for the file of the caller's data. While one is being written, that one is the answer. Throws `InvalidToken`. */
export const requestExport =
  ({ store, identity, privacy: { reads, writes }, clock }: PrivacyPorts) =>
  async ({ caller, once }: Request<typeof RequestExport>): Promise<Export> =>
    whileStale(async () => {
      const [found, last] = await store.readTogether([
        identity.reads.user(caller.userId),
        reads.lastExport(caller.userId),
      ]);
      const user = presentUser(found);
      // In every transaction that keeps something: nothing is kept for somebody who goes at this moment.
      const stillThere = identity.checks.whilePresent(user.id, () => new InvalidToken());
      const now = clock.now();
      const [pending] = last ? await store.readTogether([reads.dataExport(user.id, last.exportId)]) : [];
      if (pending && exportStatus(pending, now) === 'PENDING') {
        const answer = exportShown(pending, now);
        const kept = once(answer);
        if (kept.length > 0) await store.commit([stillThere, ...kept]);
        return answer;
      }
      const asked = newExport(newId('exp'), user.id, now);
      const answer = exportShown(asked, now);
      const fact = announced(ExportRequested, { userId: user.id, exportId: asked.id }, { key: `export#${asked.id}` });
      await store.commit([
        stillThere,
        ...writes.openExport(last, asked),
        writes.record(user.id, (last?.version ?? 0) + 1, now, fact),
        ...once(answer),
      ]);
      return answer;
    });

/** How far one of the caller's exports is, with a link once there is a file. Throws `NotFound` and `InvalidToken`. */
export const readExport =
  ({ store, identity, privacy: { reads }, files, clock }: PrivacyPorts & { readonly files: ExportFiles }) =>
  async ({ caller, params }: Request<typeof ReadExport>): Promise<Export> => {
    const [found, dataExport] = await store.readTogether([
      identity.reads.user(caller.userId),
      reads.dataExport(caller.userId, params.exportId),
    ]);
    const user = presentUser(found);
    const now = clock.now();
    if (!dataExport || now >= new Date(dataExport.expiresAt)) throw new NotFound();
    const url = dataExport.ready ? await files.link({ userId: user.id, exportId: dataExport.id }) : undefined;
    return exportShown(dataExport, now, url);
  };
