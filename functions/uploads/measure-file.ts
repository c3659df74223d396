import { createHash } from 'node:crypto';
import type { Clock } from '../shared/clock.ts';
import { log } from '../shared/observability.ts';
import { Stale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { reasonOf } from './geometry/refusals.ts';
import type { Measured, MeasureModel } from './measuring.ts';
import type { ModelFiles } from './model-files.ts';
import type { UploadsReads } from './reads.ts';
import { refuseUpload } from './refuse-upload.ts';
import type { Upload } from './upload.ts';
import type { UploadsWrites } from './writes.ts';

/** Seconds that the worker lives: longer than the process that measures may take. */
export const WORKER_SECONDS = 120;

/** A file at which the worker died so often is not tried again. */
const MOST_ATTEMPTS = 2;

/** A file that was taken cannot be read. */
class ModelFileMissing extends Error {
  override name = 'ModelFileMissing';
}

interface Ports {
  readonly store: Store;
  readonly uploads: { readonly reads: UploadsReads; readonly writes: UploadsWrites };
  readonly models: Pick<ModelFiles, 'read' | 'putPreview' | 'remove'>;
  readonly measure: MeasureModel;
  readonly clock: Clock;
}

/**
 * Measures the file of an upload and draws it, or refuses it and removes it. May be told of one twice; each beginning is
 * written down, so a file that kills the worker ends as refused with `resource-limit`. Throws `ModelFileMissing`.
 */
export const measureFile =
  (ports: Ports) =>
  async (uploadId: string): Promise<void> => {
    const begun = await begin(ports, uploadId);
    if (!begun) return;
    const done = begun === 'too often' ? 'too often' : await measured(ports, begun);
    await end(ports, uploadId, done);
  };

/** The upload that is to be measured now; nothing where that is done, or somebody else is at it. */
async function begin({ store, uploads, clock }: Ports, uploadId: string): Promise<Upload | 'too often' | undefined> {
  const [upload] = await store.readTogether([uploads.reads.upload(uploadId)]);
  if (upload?.status !== 'UPLOADED' || upload.analysis) return undefined;
  const now = clock.now();
  const { attempts, begunAt } = upload;
  if (begunAt !== undefined && now.getTime() - Date.parse(begunAt) < WORKER_SECONDS * 1_000) return undefined;
  if (attempts >= MOST_ATTEMPTS) return 'too often';
  const { after, write } = uploads.writes.begun(upload, now);
  try {
    await store.write(write);
    return after;
  } catch (error) {
    // Somebody else has begun, or it was deleted.
    if (error instanceof Stale) return undefined;
    throw error;
  }
}

/** What is found in the file, which must still be the one that was taken. */
async function measured({ models, measure }: Ports, { id, sha256, fileName, unit }: Upload): Promise<Measured> {
  const bytes = await models.read(id);
  if (!bytes) throw new ModelFileMissing(`No file of ${id}`);
  if (createHash('sha256').update(bytes).digest('base64') !== sha256) {
    return { outcome: 'refused', reason: reasonOf('file-changed') };
  }
  return measure({ fileName, unit, bytes });
}

/** Keeps what was found, with whatever else has changed meanwhile. */
async function end(ports: Ports, uploadId: string, done: Measured | 'too often'): Promise<void> {
  const { store, uploads, models, clock } = ports;
  const [upload] = await store.readTogether([uploads.reads.upload(uploadId)]);
  if (upload?.status !== 'UPLOADED' || upload.analysis) return;
  if (done === 'too often' || done.outcome === 'refused') {
    await refuseUpload(ports)(upload, done === 'too often' ? reasonOf('resource-limit') : done.reason);
    // Should this fail, its owner may not get at it all the same, and erasure finds it.
    await models.remove(upload);
    return;
  }
  const { analysis, preview } = done;
  if (preview) await models.putPreview(upload.preview, preview);
  await store.commit(uploads.writes.measured(upload, analysis, preview !== undefined, clock.now()));
  log.info('a model was measured', { uploadId, format: analysis.format, triangles: analysis.triangles });
}
