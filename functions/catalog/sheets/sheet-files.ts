import { UPLOADS } from './contract.ts';

/** A file of products that somebody uploads. */
export interface AnnouncedSheet {
  readonly importId: string;
  /** Bytes. */
  readonly size: number;
  /** Base64. */
  readonly sha256: string;
}

/** Where the files lie; nobody gets at them but by a link. */
export interface SheetFiles {
  /** A link that takes exactly the file that was announced, once, and the headers to send with it. */
  uploadLink(
    sheet: AnnouncedSheet,
    seconds: number,
  ): Promise<{ readonly url: string; readonly headers: Record<string, string> }>;
  /** What was uploaded for an import; nothing where nothing was, or not any more. */
  uploaded(importId: string): Promise<Uint8Array | undefined>;
  /** Writes the file of an export, or writes it anew. */
  putExport(exportId: string, csv: Uint8Array): Promise<void>;
  /** A link that downloads that file, for whoever holds it, and for so many seconds. */
  downloadLink(exportId: string, seconds: number): Promise<string>;
}

/** The name of an upload in the bucket. In: its import's id. */
export const uploadKey = (importId: string): string => `${UPLOADS}${importId}.csv`;

/** The import that an upload belongs to; nothing for a key that we never made. */
export const importOfKey = (key: string): string | undefined => /^imports\/(imp_[0-9A-Z]{26})[.]csv$/.exec(key)?.[1];

/** The name of an export's file in the bucket. In: its id. */
export const exportKey = (exportId: string): string => `exports/${exportId}.csv`;
