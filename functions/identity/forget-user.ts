import type { Store } from '../shared/store/store.ts';
import { type Belongings, exportsAmong } from './belongings.ts';
import type { ExportFiles } from './export-files.ts';
import type { Logins } from './logins.ts';
import type { IdentityWrites } from './writes.ts';

/**
 * Lets go of everything that identity keeps because of a user who is gone: the login, sessions, one-time tokens, files,
 * and from where they did what. What stays is the fact that they were erased. May be repeated; throws `SignInUnavailable`.
 */
export const forgetUser =
  ({
    store,
    identity: { writes },
    belongings,
    logins,
    files,
  }: {
    readonly store: Store;
    readonly identity: { readonly writes: IdentityWrites };
    readonly belongings: Belongings;
    readonly logins: Logins;
    readonly files: ExportFiles;
  }) =>
  async (userId: string): Promise<void> => {
    await logins.close(userId);
    const left = await belongings.of(userId);
    // Before what names them: a repeat still finds a file that could not be removed.
    await Promise.all(exportsAmong(left).map(({ id: exportId }) => files.remove({ userId, exportId })));
    for (const item of left) if (!isErasure(item)) await store.write(writes.forget(item));
  };

const isErasure = ({ sk }: { readonly sk: string }): boolean => sk === 'FACT#erased';
