/** Files in a private bucket: what every adapter to one does alike. */
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { awsClient } from './client.aws.ts';

/** What S3 answers where nothing lies: to whoever may not list a bucket it says no more than that it may not be read. */
const ABSENT = ['NoSuchKey', 'AccessDenied'];

/** A file as it is announced by whoever will put it. */
export interface AnnouncedObject {
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 in base64. */
  readonly sha256: string;
}

/** In: the bucket, the milliseconds until S3 has answered with a file or taken one, and a client where there is one already. */
export function s3Objects(bucket: string, { answerMs, client = s3Client(answerMs) }: ObjectSettings) {
  const at = (key: string) => ({ Bucket: bucket, Key: key });
  return {
    /** In: where it lies, the file, and the headers that it is served with. */
    async put(key: string, bytes: Uint8Array | string, headers: { ContentType?: string; CacheControl?: string } = {}) {
      await client.send(new PutObjectCommand({ ...at(key), Body: bytes, ...headers }));
    },

    /** The file; undefined where there is none, or where we may not look. */
    async read(key: string): Promise<Uint8Array | undefined> {
      try {
        const { Body } = await client.send(new GetObjectCommand(at(key)));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof Error && ABSENT.includes(error.name)) return undefined;
        throw error;
      }
    },

    /** Also where there is none. */
    async remove(key: string): Promise<void> {
      await client.send(new DeleteObjectCommand(at(key)));
    },

    /**
     * A link by which the announced file, and no other, can be put there once, with the headers that belong to it: length,
     * type, checksum and if-none-match are signed. In: the seconds for which it serves.
     */
    async uploadLink(key: string, { contentType, size, sha256 }: AnnouncedObject, seconds: number) {
      const command = new PutObjectCommand({
        ...at(key),
        ContentType: contentType,
        ContentLength: size,
        ChecksumSHA256: sha256,
        IfNoneMatch: '*',
      });
      const headers = { 'content-type': contentType, 'x-amz-checksum-sha256': sha256, 'if-none-match': '*' };
      const url = await getSignedUrl(client, command, {
        expiresIn: seconds,
        signableHeaders: new Set(['host', 'content-length', ...Object.keys(headers)]),
        // As a header and not in the address: S3 compares the file with the header.
        unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
      });
      return { url, headers };
    },

    /** A link that downloads a file. In: the name that it gets, and the seconds for which the link serves. */
    downloadLink: (key: string, fileName: string, seconds: number): Promise<string> =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          ...at(key),
          ResponseContentDisposition: attachment(fileName),
          ResponseCacheControl: 'no-store',
        }),
        { expiresIn: seconds },
      ),
  };
}

interface ObjectSettings {
  readonly answerMs: number;
  readonly client?: S3Client;
}

/** The checksum of an empty body would be signed as well where none is required. */
const s3Client = (answerMs: number): S3Client =>
  awsClient(S3Client, { answerMs, requestChecksumCalculation: 'WHEN_REQUIRED' as const });

/** RFC 6266: a name that everybody reads, and the whole one for who reads UTF-8. A quotation mark cannot end the name. */
function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\w.-]+/g, '_');
  const whole = encodeURIComponent(fileName).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"${plain === fileName ? '' : `; filename*=UTF-8''${whole}`}`;
}
