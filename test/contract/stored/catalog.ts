import { newImport, sheetJobs } from '../../../functions/catalog/sheets/sheet-jobs.ts';
import type { Item } from '../../../functions/shared/store/store.ts';
import { asOperator } from '../../../local/as-operator.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

/** What the context stores of files of products, an item of every kind. */
export async function writtenToday(): Promise<Readonly<Record<string, Item | undefined>>> {
  const store = memoryStore();
  const jobs = sheetJobs('catalog');
  const now = new Date('2026-11-29T10:00:00Z');
  const job = newImport('imp_01JD0000000000000000000000', 'autumn.csv', 'usr_01JD0000000000000000000000', now);
  const asked = { id: 'exp_01JD0000000000000000000000', ready: false, createdAt: now.toISOString(), version: 1 };
  const errors = [{ row: 2, column: 'price', message: 'Write it like 12.50.' }];
  const failed = { ...job, status: 'FAILED', reason: 'The file is empty.', row: 2, version: 2 } as const;
  await store.write(jobs.openImport(job));
  await store.commit(jobs.advance(job, failed, errors));
  await asOperator(() => store.commit(jobs.openExport(asked, now)));
  const [storedImport, storedImportErrors, storedProductExport] = [
    'IMPORT# META',
    'IMPORT# ERRORS#',
    'EXPORT# META',
  ].map((place) => {
    const [partition = '', sort = ''] = place.split(' ');
    return store.items('catalog').find(({ pk, sk }) => String(pk).startsWith(partition) && String(sk).startsWith(sort));
  });
  return { storedImport, storedImportErrors, storedProductExport };
}
