import { NotFound } from '../shared/domain-error.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import type { ReadMedia } from './contract.ts';
import { CACHE_CONTROL, type MediaFiles, mediaTypeOf } from './media-files.ts';

/** Answers a picture by its name, to be kept for ever. Throws `NotFound`. */
export const showPicture =
  (files: Pick<MediaFiles, 'read'>) =>
  async ({ params: { file } }: Request<typeof ReadMedia>): Promise<Reply> => {
    const bytes = await files.read(file);
    if (!bytes) throw new NotFound();
    return new Reply(bytes, { 'content-type': mediaTypeOf(file), 'cache-control': CACHE_CONTROL });
  };
