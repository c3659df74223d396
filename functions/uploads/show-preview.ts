import { NotFound } from '../shared/domain-error.ts';
import { Reply, type Request } from '../shared/http/api.ts';
import type { ReadPreview } from './contract.ts';
import { tintPreview } from './geometry/tint-preview.ts';
import type { ModelFiles } from './model-files.ts';

/** A browser may keep it for a day, and nobody in between may. */
const CACHE_CONTROL = 'private, max-age=86400';

/** What a picture shows a model in before anybody has chosen: a light plastic. */
const UNCHOSEN = 'd8d4cb';

/** Answers the picture of a model by its name, in a colour. Throws `NotFound`. */
export const showPreview =
  (models: Pick<ModelFiles, 'readPreview'>) =>
  async ({ params: { preview }, query: { colour } }: Request<typeof ReadPreview>): Promise<Reply> => {
    const drawn = await models.readPreview(preview);
    if (!drawn) throw new NotFound();
    return new Reply(Buffer.from(tintPreview(drawn, colour ?? UNCHOSEN)), {
      'content-type': 'image/png',
      'cache-control': CACHE_CONTROL,
    });
  };
