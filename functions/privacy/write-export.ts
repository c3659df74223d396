import type { IdentityReads } from '../identity/reads.ts';
import type { Clock } from '../shared/clock.ts';
import type { PersonalPart } from '../shared/personal.ts';
import type { Store } from '../shared/store/store.ts';
import type { ExportPorts } from './contexts.ts';
import type { ExportFiles } from './export-files.ts';
import { PersonalData } from './personal-data.ts';
import type { PrivacyReads } from './reads.ts';
import { ExportGone, type PrivacyWrites } from './writes.ts';

interface Ports {
  readonly store: Store;
  readonly contexts: readonly Pick<PersonalPart<ExportPorts, never>, 'exportSections'>[];
  readonly sources: ExportPorts;
  readonly identity: { readonly reads: Pick<IdentityReads, 'user'> };
  readonly privacy: { readonly reads: PrivacyReads; readonly writes: PrivacyWrites };
  readonly files: ExportFiles;
  readonly clock: Clock;
}

/**
 * Writes the file of an export and marks it ready, once: what its owner was given a link to stays as it is. Of an export
 * whose time is over, or of somebody who is gone by the time that it is written, no file stays.
 */
export const writeExport =
  ({ store, contexts, sources, identity, privacy, files, clock }: Ports) =>
  async (asked: { readonly userId: string; readonly exportId: string }): Promise<void> => {
    const [user, dataExport] = await store.readTogether([
      identity.reads.user(asked.userId),
      privacy.reads.dataExport(asked.userId, asked.exportId),
    ]);
    // From the dead letters a message may come when nobody can fetch the file any more.
    if (!user || !dataExport || clock.now() >= new Date(dataExport.expiresAt)) return files.remove(asked);
    if (dataExport.ready) return;
    const sections = await Promise.all(contexts.map((context) => context.exportSections(sources, user.id)));
    const data = PersonalData.parse({
      schemaVersion: 1,
      exportId: asked.exportId,
      createdAt: clock.now().toISOString(),
      ...(Object.assign({}, ...sections) as object),
    });
    await files.put(asked, JSON.stringify(data, undefined, 2));
    try {
      await store.write(privacy.writes.finishExport(dataExport));
    } catch (error) {
      if (!(error instanceof ExportGone)) throw error;
      await files.remove(asked);
    }
  };
