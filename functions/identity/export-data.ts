import { NotFound } from '../shared/domain-error.ts';
import { announced } from '../shared/events/facts.ts';
import type { Request } from '../shared/http/api.ts';
import { newId } from '../shared/ids.ts';
import { whileStale } from '../shared/steps.ts';
import { type Export, ExportRequested, type ReadExport, type RequestExport } from './contract.ts';
import { exportShown, exportStatus, newExport } from './data-export.ts';
import type { ExportFiles } from './export-files.ts';
import type { UserPorts } from './identity-ports.ts';
import { findCaller } from './people/find-caller.ts';

/** Asks for the file of the caller's data. While one is being written, that one is the answer. Throws `InvalidToken`. */
export const requestExport =
  ({ store, identity: { reads, writes }, clock }: UserPorts) =>
  async ({ caller, once }: Request<typeof RequestExport>): Promise<Export> =>
    whileStale(async () => {
      const user = await findCaller(store, reads, caller.userId);
      const now = clock.now();
      const [last] = user.exportId ? await store.readTogether([reads.dataExport(user.id, user.exportId)]) : [];
      if (last && exportStatus(last, now) === 'PENDING') {
        const answer = exportShown(last, now);
        const kept = once(answer);
        // Together with the user, as everything that is kept under one: who is gone keeps no answer.
        if (kept.length > 0) await store.commit([writes.change(user, now, {}), ...kept]);
        return answer;
      }
      const asked = newExport(newId('exp'), user.id, now);
      const answer = exportShown(asked, now);
      const fact = announced(ExportRequested, { userId: user.id, exportId: asked.id }, { key: `export#${asked.id}` });
      await store.commit([
        writes.change(user, now, { exportId: asked.id }),
        writes.openExport(asked),
        writes.record(user.id, user.version + 1, now, fact),
        ...once(answer),
      ]);
      return answer;
    });

/** How far one of the caller's exports is, with a link once there is a file. Throws `NotFound` and `InvalidToken`. */
export const readExport =
  ({ store, identity: { reads }, files, clock }: UserPorts & { readonly files: ExportFiles }) =>
  async ({ caller, params }: Request<typeof ReadExport>): Promise<Export> => {
    const user = await findCaller(store, reads, caller.userId);
    const [known] = await store.readTogether([reads.dataExport(user.id, params.exportId)]);
    const now = clock.now();
    if (!known || now >= new Date(known.expiresAt)) throw new NotFound();
    const url = known.ready ? await files.link({ userId: user.id, exportId: known.id }) : undefined;
    return exportShown(known, now, url);
  };
