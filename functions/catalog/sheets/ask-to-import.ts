import { addSeconds, type Clock } from '../../shared/clock.ts';
import { DomainError, NotFound } from '../../shared/domain-error.ts';
import type { Request } from '../../shared/http/api.ts';
import { newId } from '../../shared/ids.ts';
import type { Store } from '../../shared/store/store.ts';
import { type ImportProducts, MAX_SHEET_BYTES, type ReadImport } from './contract.ts';
import type { SheetFiles } from './sheet-files.ts';
import { newImport, type SheetJobs } from './sheet-jobs.ts';

/** Seconds for which a link serves: it is used at once, and another one can be asked for. */
const LINK_SECONDS = 600;

/** The file is larger than is taken. */
class SheetTooLarge extends DomainError {
  override name = 'SheetTooLarge';
  constructor() {
    super('too-large', 'too-large', `A file has at most ${MAX_SHEET_BYTES} bytes. Split it.`);
  }
}

interface Ports {
  readonly store: Store;
  readonly jobs: SheetJobs;
  readonly files: Pick<SheetFiles, 'uploadLink'>;
  readonly clock: Clock;
}

/** Opens an import and answers the link for exactly the file that was announced. Throws `SheetTooLarge`. */
export const askToImport =
  ({ store, jobs, files, clock }: Ports) =>
  async ({ body: { fileName, size, sha256 }, caller }: Request<typeof ImportProducts>) => {
    if (size > MAX_SHEET_BYTES) throw new SheetTooLarge();
    const now = clock.now();
    const job = newImport(newId('imp'), fileName, caller.userId, now);
    const { url, headers } = await files.uploadLink({ importId: job.id, size, sha256 }, LINK_SECONDS);
    await store.write(jobs.openImport(job));
    return {
      importId: job.id,
      url,
      method: 'PUT' as const,
      headers,
      expiresAt: addSeconds(now, LINK_SECONDS).toISOString(),
    };
  };

/** How far an import is, and its first errors. Throws `NotFound`. */
export const readImport =
  ({ store, jobs }: Pick<Ports, 'store' | 'jobs'>) =>
  async ({ params: { importId } }: Request<typeof ReadImport>) => {
    const [job] = await store.readTogether([jobs.importOf(importId)]);
    if (!job) throw new NotFound();
    const { actor: _1, row: _2, keptErrors, foundErrors, version: _3, ...shown } = job;
    const errors = keptErrors === 0 ? [] : await jobs.errorsOf(store, importId);
    // Of errors that were kept in between, the count is not known yet.
    return { ...shown, errors, moreErrors: Math.max(0, foundErrors - errors.length) };
  };
