import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { awsClient } from '../../shared/client.aws.ts';
import { exportKey, type SheetFiles, uploadKey } from './sheet-files.ts';

/** Milliseconds until S3 answers with a file of twenty megabytes, or has taken one: three tries take half a worker's time. */
const ANSWER_MS = 15_000;

/** What S3 answers where nothing lies: to whoever may not list a bucket it says no more than that it may not be read. */
const ABSENT = ['NoSuchKey', 'AccessDenied'];

const CSV = 'text/csv; charset=utf-8';

/** The files in a private bucket, one object each. */
export function s3SheetFiles(bucket: string): SheetFiles {
  const client = awsClient(S3Client, {
    answerMs: ANSWER_MS,
    // Else the checksum of an empty body is signed as well.
    requestChecksumCalculation: 'WHEN_REQUIRED' as const,
  });
  return {
    async uploadLink({ importId, size, sha256 }, seconds) {
      const command = new PutObjectCommand({
        Bucket: bucket,
        Key: uploadKey(importId),
        ContentType: CSV,
        ContentLength: size,
        ChecksumSHA256: sha256,
        IfNoneMatch: '*',
      });
      const headers = { 'content-type': CSV, 'x-amz-checksum-sha256': sha256, 'if-none-match': '*' };
      const url = await getSignedUrl(client, command, {
        expiresIn: seconds,
        signableHeaders: new Set(['host', 'content-length', ...Object.keys(headers)]),
        // As a header and not in the address: S3 compares the file with the header.
        unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
      });
      return { url, headers };
    },
    async uploaded(importId) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: uploadKey(importId) }));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof Error && ABSENT.includes(error.name)) return undefined;
        throw error;
      }
    },
    async putExport(exportId, csv) {
      await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: exportKey(exportId), Body: csv, ContentType: CSV }),
      );
    },
    downloadLink: (exportId, seconds) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          Bucket: bucket,
          Key: exportKey(exportId),
          ResponseContentDisposition: 'attachment; filename="products.csv"',
          ResponseCacheControl: 'no-store',
        }),
        { expiresIn: seconds },
      ),
  };
}
