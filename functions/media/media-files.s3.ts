import { s3Objects } from '../shared/objects.s3.ts';
import { CACHE_CONTROL, type MediaFiles, mediaTypeOf } from './media-files.ts';

/** Milliseconds until S3 answers; a picture has some hundred kilobytes. */
const ANSWER_MS = 3_000;

/** The pictures in a bucket of their own, as a CDN in front of it would serve them. */
export function s3MediaFiles(bucket: string): MediaFiles {
  const objects = s3Objects(bucket, { answerMs: ANSWER_MS });
  const keyOf = (name: string) => `media/${name}`;
  return {
    put: (name, bytes) =>
      objects.put(keyOf(name), bytes, { ContentType: mediaTypeOf(name), CacheControl: CACHE_CONTROL }),
    read: (name) => objects.read(keyOf(name)),
  };
}
