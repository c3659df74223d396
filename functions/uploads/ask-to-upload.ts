import { addSeconds, type Clock } from '../shared/clock.ts';
import { DomainError } from '../shared/domain-error.ts';
import type { Request } from '../shared/http/api.ts';
import { newId } from '../shared/ids.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import type { Store } from '../shared/store/store.ts';
import { type AskToUpload, MAX_MODEL_BYTES } from './contract.ts';
import type { IncomingFiles } from './model-files.ts';
import { withFile } from './quota.ts';
import type { UploadsReads } from './reads.ts';
import type { Upload } from './upload.ts';
import type { UploadsWrites } from './writes.ts';

/** Seconds for which a link serves: a hundred megabytes take so long at 1 Mbit/s. */
export const LINK_SECONDS = 900;

/** Models are not taken in this format. */
export class UnsupportedType extends DomainError {
  override name = 'UnsupportedType';
  constructor() {
    super('invalid', 'unsupported-type', 'Models are taken as STL, OBJ and 3MF.');
  }
}

/** The file is larger than is taken. */
export class FileTooLarge extends DomainError {
  override name = 'FileTooLarge';
  constructor() {
    super('too-large', 'too-large', `A model has at most ${MAX_MODEL_BYTES} bytes.`);
  }
}

const TAKEN_NAME = /\.(stl|obj|3mf)$/i;
/**
 * What systems call a model. The content says what it is; this keeps those out who announce a picture. Linux takes .obj for
 * a drawing of TGIF, and browsers that know none of them say octet-stream.
 */
const TAKEN_TYPE =
  /^(model\/[\w.+-]+|text\/plain|application\/(octet-stream|sla|x-tgif|zip|vnd\.ms-pki\.stl|vnd\.ms-package\.3dmanufacturing-3dmodel\+xml))(\s*;.*)?$/i;

interface Ports {
  readonly store: Store;
  readonly uploads: { readonly reads: UploadsReads; readonly writes: UploadsWrites };
  readonly incoming: Pick<IncomingFiles, 'link'>;
  /** 128 random bits in base64url. */
  readonly newName: () => string;
  readonly clock: Clock;
}

/**
 * Opens an upload within its owner's quota and answers the link for exactly the file that was announced, whose name in the
 * bucket we make. Throws `UnsupportedType`, `FileTooLarge` and `QuotaExceeded`.
 */
export const askToUpload =
  ({ store, uploads, incoming, newName, clock }: Ports) =>
  async ({ body, caller, once }: Request<typeof AskToUpload>) => {
    const { fileName, contentType, size, sha256, unit } = body;
    if (!TAKEN_NAME.test(fileName) || !TAKEN_TYPE.test(contentType)) throw new UnsupportedType();
    if (size > MAX_MODEL_BYTES) throw new FileTooLarge();
    const now = clock.now();
    const at = now.toISOString();
    const upload: Upload = {
      id: newId('upl'),
      ownerId: caller.userId,
      fileName,
      contentType,
      size,
      sha256,
      ...(unit ? { unit } : {}),
      status: 'PENDING',
      preview: `${newName()}.png`,
      drawn: false,
      uses: {},
      attempts: 0,
      createdAt: at,
      since: at,
      version: 1,
    };
    const { url, headers } = await incoming.link(upload, LINK_SECONDS);
    const answer = {
      uploadId: upload.id,
      url,
      method: 'PUT' as const,
      headers,
      expiresAt: addSeconds(now, LINK_SECONDS).toISOString(),
    };
    await whileStale(async () => {
      const [quota] = await store.readTogether([uploads.reads.quota(caller.userId)]);
      const after = withFile(quota, caller.userId, size);
      await store.commit([...uploads.writes.open(upload, quota, after), ...once(answer)]);
    });
    return answer;
  };
