import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { awsClient } from '../shared/client.aws.ts';
import { type Originals, originalKey } from './originals.ts';

/** Milliseconds until S3 answers with a file of ten megabytes: with three tries less than the worker lives. */
const ANSWER_MS = 10_000;

/** What S3 answers where nothing lies: to whoever may not list a bucket it says no more than that it may not be read. */
const ABSENT = ['NoSuchKey', 'AccessDenied'];

/** The checksum of an empty body would be signed as well where none is required. */
const ourClient = () =>
  awsClient(S3Client, { answerMs: ANSWER_MS, requestChecksumCalculation: 'WHEN_REQUIRED' as const });

/** The originals in a private bucket. */
export function s3Originals(bucket: string, client = ourClient()): Originals {
  const at = (id: string) => ({ Bucket: bucket, Key: originalKey(id) });
  return {
    async link({ id, contentType, size, sha256 }, seconds) {
      const command = new PutObjectCommand({
        ...at(id),
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
    async read(id) {
      try {
        const { Body } = await client.send(new GetObjectCommand(at(id)));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof Error && ABSENT.includes(error.name)) return undefined;
        throw error;
      }
    },
    async remove(id) {
      await client.send(new DeleteObjectCommand(at(id)));
    },
  };
}
