import { s3Objects } from '../../shared/objects.s3.ts';
import { exportKey, type SheetFiles, uploadKey } from './sheet-files.ts';

/** Milliseconds until S3 answers with a file of twenty megabytes, or has taken one: three tries take half a worker's time. */
const ANSWER_MS = 15_000;

const CSV = 'text/csv; charset=utf-8';

/** The files in a private bucket, one object each. */
export function s3SheetFiles(bucket: string): SheetFiles {
  const objects = s3Objects(bucket, { answerMs: ANSWER_MS });
  return {
    uploadLink: ({ importId, size, sha256 }, seconds) =>
      objects.uploadLink(uploadKey(importId), { contentType: CSV, size, sha256 }, seconds),
    uploaded: (importId) => objects.read(uploadKey(importId)),
    putExport: (exportId, csv) => objects.put(exportKey(exportId), csv, { ContentType: CSV }),
    downloadLink: (exportId, seconds) => objects.downloadLink(exportKey(exportId), 'products.csv', seconds),
  };
}
