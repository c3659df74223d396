/** Whose file it is and of which export. */
export interface ExportFile {
  readonly userId: string;
  readonly exportId: string;
}

/** Where the files of exports lie; nobody gets at them but by a link. */
export interface ExportFiles {
  /** Writes a file, or writes it anew. */
  put(file: ExportFile, json: string): Promise<void>;
  /** Removes a file; one that is not there is removed already. */
  remove(file: ExportFile): Promise<void>;
  /** A link that downloads the file, for whoever holds it, and for five minutes. */
  link(file: ExportFile): Promise<string>;
}
