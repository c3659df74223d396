import { s3Objects } from '../shared/objects.s3.ts';
import { fileKeyOf, type IncomingFiles, incomingKey, keysOf, type ModelFiles, previewKey } from './model-files.ts';

/** Milliseconds until S3 answers with a file of a hundred megabytes or has taken one: twice less than a function lives. */
const ANSWER_MS = 40_000;

/** A browser may keep a picture for a day: an erased one is gone then. */
const PREVIEW = { ContentType: 'image/png', CacheControl: 'private, max-age=86400' };

/** Files as they were put by their links, in a bucket from which everything goes after a day. */
export function s3IncomingFiles(bucket: string): IncomingFiles {
  const objects = s3Objects(bucket, { answerMs: ANSWER_MS });
  return {
    link: ({ id, ...announced }, seconds) => objects.uploadLink(incomingKey(id), announced, seconds),
    read: (id) => objects.read(incomingKey(id)),
    remove: (id) => objects.remove(incomingKey(id)),
  };
}

/** Files that were taken, and their pictures, in a private bucket. */
export function s3ModelFiles(bucket: string): ModelFiles {
  const objects = s3Objects(bucket, { answerMs: ANSWER_MS });
  return {
    put: (id, bytes) => objects.put(fileKeyOf(id), bytes, { ContentType: 'application/octet-stream' }),
    read: (id) => objects.read(fileKeyOf(id)),
    link: ({ id, fileName }, seconds) => objects.downloadLink(fileKeyOf(id), fileName, seconds),
    putPreview: (name, png) => objects.put(previewKey(name), png, PREVIEW),
    readPreview: (name) => objects.read(previewKey(name)),
    async remove(upload) {
      await Promise.all(keysOf(upload).map((key) => objects.remove(key)));
    },
  };
}
