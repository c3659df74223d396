import type { Upload } from './upload.ts';

/** What is signed of an upload. */
export type Announced = Pick<Upload, 'id' | 'contentType' | 'size' | 'sha256'>;

const INCOMING = 'incoming/';

/** Where a file lies that was put by its link and that nobody has looked at. */
export const incomingKey = (id: string): string => `${INCOMING}${id}`;

/** Whose file lies there; undefined for a key that is not of that form. */
export const uploadIdAt = (key: string): string | undefined =>
  key.startsWith(INCOMING) ? key.slice(INCOMING.length) : undefined;

/** Where a file lies that was taken. */
export const fileKeyOf = (id: string): string => `models/${id}`;
/** Where a picture lies. In: its name. */
export const previewKey = (name: string): string => `previews/${name}`;
/** Everything that lies there of an upload. */
export const keysOf = ({ id, preview }: Pick<Upload, 'id' | 'preview'>): string[] => [
  fileKeyOf(id),
  previewKey(preview),
];

/** The port to files as they were put by their links. Nobody is ever served one. */
export interface IncomingFiles {
  /**
   * A link by which the announced file, and no other, can be put there once, with the headers that belong to it. In: the
   * seconds for which it serves.
   */
  link(announced: Announced, seconds: number): Promise<{ url: string; headers: Record<string, string> }>;
  /** The file; undefined where there is none. */
  read(id: string): Promise<Uint8Array | undefined>;
  /** Also where there is none. */
  remove(id: string): Promise<void>;
}

/** The port to files that were taken, which no link can write to, and the pictures of them. */
export interface ModelFiles {
  put(id: string, bytes: Uint8Array): Promise<void>;
  /** The file; undefined where there is none. */
  read(id: string): Promise<Uint8Array | undefined>;
  /** A link that downloads the file under its own name. In: the seconds for which it serves. */
  link(upload: Pick<Upload, 'id' | 'fileName'>, seconds: number): Promise<string>;
  putPreview(name: string, png: Uint8Array): Promise<void>;
  readPreview(name: string): Promise<Uint8Array | undefined>;
  /** The file and its picture, also where there are none. */
  remove(upload: Pick<Upload, 'id' | 'preview'>): Promise<void>;
}
