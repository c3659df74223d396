import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { awsClient } from '../../shared/client.aws.ts';
import type { SnapshotFiles } from './snapshot-files.ts';

/** Milliseconds until S3 answers; a file of 100,000 products has 117 MB. */
const ANSWER_MS = 10_000;

/** The files in a bucket of their own, one object each. */
export function s3SnapshotFiles(bucket: string): SnapshotFiles {
  const client = awsClient(S3Client, { answerMs: ANSWER_MS });
  const at = (key: string) => ({ Bucket: bucket, Key: key });
  return {
    async put(key, file) {
      // A stream could not be sent again.
      await client.send(new PutObjectCommand({ ...at(key), Body: await readFile(file) }));
    },
    async fetch(key, file) {
      const { Body } = await client.send(new GetObjectCommand(at(key)));
      await pipeline(Body as Readable, createWriteStream(file));
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand(at(key)));
    },
  };
}
