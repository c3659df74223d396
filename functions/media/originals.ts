import type { ContentType } from './contract.ts';

/** What is signed of an upload. */
export interface Announced {
  readonly id: string;
  readonly contentType: ContentType;
  /** Bytes. */
  readonly size: number;
  /** SHA-256 in base64. */
  readonly sha256: string;
}

/** The port to the files as they were uploaded, one for each upload, which nobody is ever served. */
export interface Originals {
  /**
   * A link by which the announced file, and no other, can be put there once, with the headers that belong to it. In: the
   * seconds for which it serves.
   */
  link(announced: Announced, seconds: number): Promise<{ url: string; headers: Record<string, string> }>;
  /** The file; undefined where there is none, or where we may not look. */
  read(id: string): Promise<Uint8Array | undefined>;
  /** Also where there is none. */
  remove(id: string): Promise<void>;
}

const PREFIX = 'images/';

/** Where the original of an upload lies. */
export const originalKey = (id: string): string => `${PREFIX}${id}`;

/** Whose original lies there; undefined for a key that is not of that form. */
export const uploadIdAt = (key: string): string | undefined =>
  key.startsWith(PREFIX) ? key.slice(PREFIX.length) : undefined;
