/** The port to the files of snapshots. A file is never changed. */
export interface SnapshotFiles {
  /** Stores a local file under a key. */
  put(key: string, file: string): Promise<void>;
  /** Fetches what lies at a key into a local file. Throws when there is nothing. */
  fetch(key: string, file: string): Promise<void>;
  remove(key: string): Promise<void>;
}
