import type { S3Client } from '@aws-sdk/client-s3';
import { s3Objects } from '../shared/objects.s3.ts';
import { type Originals, originalKey } from './originals.ts';

/** Milliseconds until S3 answers with a file of ten megabytes: with three tries less than the worker lives. */
const ANSWER_MS = 10_000;

/** The originals in a private bucket. */
export function s3Originals(bucket: string, client?: S3Client): Originals {
  const objects = s3Objects(bucket, { answerMs: ANSWER_MS, ...(client ? { client } : {}) });
  return {
    link: ({ id, ...announced }, seconds) => objects.uploadLink(originalKey(id), announced, seconds),
    read: (id) => objects.read(originalKey(id)),
    remove: (id) => objects.remove(originalKey(id)),
  };
}
