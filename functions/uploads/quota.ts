import { DomainError } from '../shared/domain-error.ts';
import { MAX_FILES, MAX_FILES_BYTES } from './contract.ts';
import type { Quota } from './upload-keys.ts';

/** Somebody has as many files here as one may have. */
export class QuotaExceeded extends DomainError {
  override name = 'QuotaExceeded';
  constructor() {
    super(
      'conflict',
      'quota-exceeded',
      `You may have ${MAX_FILES} files here, ${MAX_FILES_BYTES / 1e6} MB together. Delete one that you do not need.`,
    );
  }
}

/** The quota with one file more. In: what there is, whose it is, and the file's bytes. Throws `QuotaExceeded`. */
export function withFile(before: Quota | undefined, ownerId: string, size: number): Quota {
  const { files = 0, bytes = 0, version = 0 } = before ?? {};
  if (files + 1 > MAX_FILES || bytes + size > MAX_FILES_BYTES) throw new QuotaExceeded();
  return { ownerId, files: files + 1, bytes: bytes + size, version: version + 1 };
}

/** The quota with one file less. In: what there is, and the file's bytes. */
export const withoutFile = (before: Quota, size: number): Quota => ({
  ...before,
  files: Math.max(0, before.files - 1),
  bytes: Math.max(0, before.bytes - size),
  version: before.version + 1,
});
