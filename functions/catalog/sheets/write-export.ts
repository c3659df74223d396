import { Stale } from '../../shared/store/optimistic.ts';
import type { Store } from '../../shared/store/store.ts';
import { DEPARTMENTS } from '../departments.ts';
import type { Product } from '../product.ts';
import type { Department } from '../shapes.ts';
import { csvLine } from './csv.ts';
import { COLUMNS, layoutIn } from './layout.ts';
import type { SheetFiles } from './sheet-files.ts';
import type { SheetJobs } from './sheet-jobs.ts';

interface Ports {
  readonly store: Store;
  readonly jobs: SheetJobs;
  readonly files: Pick<SheetFiles, 'putExport'>;
  /** All products of a department, whatever their status. */
  readonly products: (department: Department) => AsyncIterable<Product>;
  readonly currency: string;
}

/** By this spreadsheets know that a file is UTF-8. */
const MARK = '\uFEFF';

/** The file of these products, as it is imported too. In: the currency that they are sold in. */
export async function productFile(products: AsyncIterable<Product>, currency: string): Promise<Uint8Array> {
  const layout = layoutIn(currency);
  const parts = [Buffer.from(MARK + csvLine(COLUMNS))];
  for await (const product of products) {
    const lines = layout.rowsOf(product).map((cells) => csvLine(COLUMNS.map((column) => cells[column] ?? '')));
    parts.push(Buffer.from(lines.join('')));
  }
  return Buffer.concat(parts);
}

/** Writes the file of an export and says that it is there, once: what somebody was given a link to stays as it is. */
export const writeExport =
  ({ store, jobs, files, products, currency }: Ports) =>
  async (exportId: string): Promise<void> => {
    const [job] = await store.readTogether([jobs.exportOf(exportId)]);
    if (!job || job.ready) return;
    async function* everything() {
      for (const department of DEPARTMENTS) yield* products(department);
    }
    await files.putExport(exportId, await productFile(everything(), currency));
    try {
      await store.write(jobs.finishExport(job));
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
    }
  };
