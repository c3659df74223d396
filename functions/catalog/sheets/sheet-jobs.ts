/**
 * Imports and exports as they lie in the catalog's table. Access patterns: a job by its id; the errors of an import, by their
 * rows: Query `IMPORT#<id>`, `ERRORS#…`. All of it goes when the files do.
 */
import { addSeconds } from '../../shared/clock.ts';
import { announced, recordFact } from '../../shared/events/facts.ts';
import { storedKind } from '../../shared/store/decode.ts';
import { replaceItem } from '../../shared/store/optimistic.ts';
import {
  everyItem,
  type Item,
  type Key,
  type KeyedRead,
  putNew,
  type Store,
  type Write,
} from '../../shared/store/store.ts';
import { type ImportCounts, ProductExportRequested, SHEET_DAYS } from './contract.ts';
import type { RowError } from './layout.ts';

/** The import of a file. */
export interface ImportJob {
  readonly id: string;
  readonly fileName: string;
  readonly status: 'WAITING' | 'RUNNING' | 'DONE' | 'FAILED';
  /** Who changes the products by it, as their facts name them. */
  readonly actor: string;
  readonly counts: ImportCounts;
  /** The last row that is done with; what comes after is still to do. */
  readonly row: number;
  /** Errors that are kept, and those that were found. */
  readonly keptErrors: number;
  readonly foundErrors: number;
  /** Of one that failed. */
  readonly reason?: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly version: number;
}

/** All products in a file. */
export interface ProductExport {
  readonly id: string;
  readonly ready: boolean;
  readonly createdAt: string;
  readonly version: number;
}

export const storedImport = storedKind<ImportJob>('import', 1);
export const storedImportErrors = storedKind<{ readonly errors: readonly RowError[] }>('import errors', 1);
export const storedProductExport = storedKind<ProductExport>('product export', 1);

const importKey = (id: string): Key => ({ pk: `IMPORT#${id}`, sk: 'META' });
const ERRORS = 'ERRORS#';
const errorsKey = (id: string, row: number): Key => ({
  pk: importKey(id).pk,
  sk: `${ERRORS}${String(row).padStart(7, '0')}`,
});
const exportKey = (id: string): Key => ({ pk: `EXPORT#${id}`, sk: 'META' });

const until = (createdAt: string): Item => ({
  ttl: Math.floor(addSeconds(new Date(createdAt), SHEET_DAYS * 86_400).getTime() / 1_000),
});

/** An import that waits for its file. In: its id, what the file is called, whose import it is. */
export const newImport = (id: string, fileName: string, actor: string, now: Date): ImportJob => ({
  id,
  fileName,
  status: 'WAITING',
  actor,
  counts: { rows: 0, created: 0, changed: 0, unchanged: 0, failed: 0 },
  row: 1,
  keptErrors: 0,
  foundErrors: 0,
  createdAt: now.toISOString(),
  updatedAt: now.toISOString(),
  version: 1,
});

/** The jobs in a table. */
export const sheetJobs = (table: string) => ({
  importOf: (id: string): KeyedRead<ImportJob | undefined> => ({
    table,
    keys: [importKey(id)],
    parse: ([item]) => item && storedImport.decode(item),
  }),

  exportOf: (id: string): KeyedRead<ProductExport | undefined> => ({
    table,
    keys: [exportKey(id)],
    parse: ([item]) => item && storedProductExport.decode(item),
  }),

  /** The errors that are kept of an import, by their rows. */
  async errorsOf(store: Store, id: string): Promise<RowError[]> {
    const items = await everyItem(store, { table, partition: importKey(id).pk, sortPrefix: ERRORS, consistent: true });
    return items.flatMap((item) => storedImportErrors.decode(item).errors);
  },

  openImport: (job: ImportJob): Write =>
    putNew(table, storedImport.encode(job, { ...importKey(job.id), ...until(job.createdAt) })),

  /** An import after some of its rows, with what was wrong with them. Throws `Stale` when somebody else went on with it. */
  advance(before: ImportJob, after: ImportJob, errors: readonly RowError[]): Write[] {
    const ttl = until(after.createdAt);
    return [
      replaceItem({ table, item: storedImport.encode(after, { ...importKey(after.id), ...ttl }) }, before),
      ...(errors.length === 0
        ? []
        : [putNew(table, storedImportErrors.encode({ errors }, { ...errorsKey(after.id, after.row), ...ttl }))]),
    ];
  },

  openExport: (job: ProductExport, now: Date): Write[] => [
    putNew(table, storedProductExport.encode(job, { ...exportKey(job.id), ...until(job.createdAt) })),
    recordFact({
      table,
      partition: exportKey(job.id).pk,
      subject: job.id,
      sequence: job.version,
      now,
      draft: announced(ProductExportRequested, { exportId: job.id }, { key: 'requested' }),
    }),
  ],

  /** The file is there. Throws `Stale` when another message has said so. */
  finishExport: (before: ProductExport): Write =>
    replaceItem(
      {
        table,
        item: storedProductExport.encode(
          { ...before, ready: true, version: before.version + 1 },
          { ...exportKey(before.id), ...until(before.createdAt) },
        ),
      },
      before,
    ),
});
export type SheetJobs = ReturnType<typeof sheetJobs>;
