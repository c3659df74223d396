import { addSeconds, type Clock } from '../shared/clock.ts';
import { NotFound } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import { newId } from '../shared/ids.ts';
import type { Store } from '../shared/store/store.ts';
import type { LinkFile } from './contract.ts';
import type { ModelFiles } from './model-files.ts';
import type { UploadsReads } from './reads.ts';
import type { UploadsWrites } from './writes.ts';

/** Seconds for which a link serves: it is used at once. */
const LINK_SECONDS = 300;

interface Ports {
  readonly store: Store;
  readonly uploads: { readonly reads: UploadsReads; readonly writes: UploadsWrites };
  readonly models: Pick<ModelFiles, 'link'>;
  readonly clock: Clock;
}

/** Answers staff a link that downloads a file that was taken, and keeps who asked for it. Throws `NotFound`. */
export const linkFile =
  ({ store, uploads, models, clock }: Ports) =>
  async ({ params: { fileKey } }: Request<typeof LinkFile>) => {
    const [upload] = await store.readTogether([uploads.reads.upload(fileKey)]);
    if (upload?.status !== 'UPLOADED') throw new NotFound();
    const now = clock.now();
    await store.write(uploads.writes.linked(upload, newId('evt'), now));
    return { url: await models.link(upload, LINK_SECONDS), expiresAt: addSeconds(now, LINK_SECONDS).toISOString() };
  };
