import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { awsClient } from '../shared/client.aws.ts';
import { CACHE_CONTROL, type MediaFiles, mediaTypeOf } from './media-files.ts';

/** Milliseconds until S3 answers; a picture has some hundred kilobytes. */
const ANSWER_MS = 3_000;

/** What S3 answers where nothing lies: to whoever may not list a bucket it says no more than that it may not be read. */
const ABSENT = ['NoSuchKey', 'AccessDenied'];

/** The pictures in a bucket of their own, as a CDN in front of it would serve them. */
export function s3MediaFiles(bucket: string): MediaFiles {
  const client = awsClient(S3Client, { answerMs: ANSWER_MS });
  const at = (name: string) => ({ Bucket: bucket, Key: `media/${name}` });
  return {
    async put(name, bytes) {
      await client.send(
        new PutObjectCommand({
          ...at(name),
          Body: bytes,
          ContentType: mediaTypeOf(name),
          CacheControl: CACHE_CONTROL,
        }),
      );
    },
    async read(name) {
      try {
        const { Body } = await client.send(new GetObjectCommand(at(name)));
        return await Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof Error && ABSENT.includes(error.name)) return undefined;
        throw error;
      }
    },
  };
}
