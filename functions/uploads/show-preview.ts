import { NotFound } from '../shared/domain-error.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import type { ReadPreview } from './contract.ts';
import type { ModelFiles } from './model-files.ts';

/** A browser may keep it for a day, and nobody in between may. */
const CACHE_CONTROL = 'private, max-age=86400';

/** Answers the picture of a model by its name. Throws `NotFound`. */
export const showPreview =
  (models: Pick<ModelFiles, 'readPreview'>) =>
  async ({ params: { preview } }: Request<typeof ReadPreview>): Promise<Reply> => {
    const png = await models.readPreview(preview);
    if (!png) throw new NotFound();
    return new Reply(png, { 'content-type': 'image/png', 'cache-control': CACHE_CONTROL });
  };
