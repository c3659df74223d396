import { addSeconds, type Clock } from '../../shared/clock.ts';
import { NotFound } from '../../shared/domain-error.ts';
import type { Request } from '../../shared/http/api.ts';
import { newId } from '../../shared/ids.ts';
import type { Store } from '../../shared/store/store.ts';
import type { ExportProducts, ReadProductExport } from './contract.ts';
import type { SheetFiles } from './sheet-files.ts';
import type { ProductExport, SheetJobs } from './sheet-jobs.ts';

/** Seconds for which a link serves: it is asked for when somebody wants the file, and can be asked for again. */
const LINK_SECONDS = 300;
/** Seconds after which a file that is not written has failed: its worker's tries take an hour together. */
const GIVEN_UP_SECONDS = 5_400;

interface Ports {
  readonly store: Store;
  readonly jobs: SheetJobs;
  readonly files: Pick<SheetFiles, 'downloadLink'>;
  readonly clock: Clock;
}

/** Has all products written into a file. */
export const exportProducts =
  ({ store, jobs, clock }: Omit<Ports, 'files'>) =>
  async (_: Request<typeof ExportProducts>) => {
    const now = clock.now();
    const job: ProductExport = { id: newId('exp'), ready: false, createdAt: now.toISOString(), version: 1 };
    await store.commit(jobs.openExport(job, now));
    return { exportId: job.id };
  };

/** How far an export is, with a link once there is a file. Throws `NotFound`. */
export const readProductExport =
  ({ store, jobs, files, clock }: Ports) =>
  async ({ params: { productExportId } }: Request<typeof ReadProductExport>) => {
    const [job] = await store.readTogether([jobs.exportOf(productExportId)]);
    if (!job) throw new NotFound();
    const { id, ready, createdAt } = job;
    if (ready) return { id, status: 'READY' as const, url: await files.downloadLink(id, LINK_SECONDS), createdAt };
    const failed = clock.now() >= addSeconds(new Date(createdAt), GIVEN_UP_SECONDS);
    return { id, status: failed ? ('FAILED' as const) : ('PENDING' as const), createdAt };
  };
