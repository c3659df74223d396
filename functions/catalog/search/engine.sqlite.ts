/** SQLite as it comes with Node. */
import type * as sqlite from 'node:sqlite';
import { SearchUnavailable } from './product-search.ts';

export type Engine = Pick<typeof sqlite, 'DatabaseSync'>;

/** Node's SQLite, nothing where Node is too old or was built without it. An import would keep the function from starting. */
export const builtInEngine = (): Engine | undefined => process.getBuiltinModule('node:sqlite');

/**
 * Opens a database with full text. In: its file, whether only to read it, the engine. Throws `SearchUnavailable` where
 * the runtime has no SQLite or no FTS5, or the file cannot be opened.
 */
export function openDatabase(file: string, readOnly: boolean, engine: Engine | undefined): sqlite.DatabaseSync {
  if (!engine) throw new SearchUnavailable('This runtime has no node:sqlite');
  let database: sqlite.DatabaseSync | undefined;
  try {
    database = new engine.DatabaseSync(file, { readOnly });
    database.exec('CREATE VIRTUAL TABLE temp.full_text USING fts5(text); DROP TABLE temp.full_text');
    return database;
  } catch (cause) {
    database?.close();
    const missing = cause instanceof Error && cause.message.includes('fts5');
    throw new SearchUnavailable(missing ? 'The SQLite of this runtime has no FTS5' : `Cannot open ${file}`, { cause });
  }
}
