import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { awsClient } from '../shared/client.aws.ts';
import type { ExportFile, ExportFiles } from './export-files.ts';

/** Milliseconds until a file, which may be large, is stored: with three tries less than the function lives that writes it. */
const ANSWER_MS = 5_000;

/** Seconds for which a link serves: it is asked for when somebody wants the file, and can be asked for again. */
const LINK_SECONDS = 300;

const keyOf = ({ userId, exportId }: ExportFile): string => `${userId}/${exportId}.json`;

/** The files in a private bucket, one object each. */
export function s3ExportFiles(bucket: string, client = awsClient(S3Client, { answerMs: ANSWER_MS })): ExportFiles {
  const at = (file: ExportFile) => ({ Bucket: bucket, Key: keyOf(file) });
  return {
    async put(file, json) {
      await client.send(new PutObjectCommand({ ...at(file), Body: json, ContentType: 'application/json' }));
    },
    async remove(file) {
      await client.send(new DeleteObjectCommand(at(file)));
    },
    link: (file) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          ...at(file),
          ResponseContentDisposition: 'attachment; filename="printverse-data.json"',
          ResponseCacheControl: 'no-store',
        }),
        { expiresIn: LINK_SECONDS },
      ),
  };
}
