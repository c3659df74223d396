import { DomainError } from '../../shared/domain-error.ts';
import { derivedId } from '../../shared/ids.ts';
import { invocation, withInvocation } from '../../shared/invocation.ts';
import { Stale } from '../../shared/store/optimistic.ts';
import type { Product } from '../product.ts';
import { type SaveProductPorts, saveProduct } from '../save-product.ts';
import type { ProductDraft } from '../shapes.ts';
import { replaced } from '../staff/change-product.ts';
import { SkuTaken } from '../writes.ts';
import { MAX_ERRORS } from './contract.ts';
import { UnreadableSheet } from './csv.ts';
import { layoutIn, type RowError } from './layout.ts';
import { productsIn, type SheetProduct, type Survey, surveyOf } from './product-sheet.ts';
import type { SheetFiles } from './sheet-files.ts';
import type { ImportJob, SheetJobs } from './sheet-jobs.ts';

/** Products that are held and looked up together; after them it is noted how far the import is. */
export const BATCH = 50;
/** Products that are saved at the same time. Those of one department count in one item, so more would wait for each other. */
const AT_ONCE = 8;
/** Products of one message: the worker's time is enough for them on a slow day, and the next message goes on. */
export const PER_MESSAGE = 2_000;

/** The queue that the worker takes its messages from. */
export interface ImportQueue {
  /** Has an import gone on with. */
  send(importId: string): Promise<void>;
}

export interface ImportPorts extends SaveProductPorts {
  readonly jobs: SheetJobs;
  readonly files: Pick<SheetFiles, 'uploaded'>;
  readonly queue: ImportQueue;
  /** In which everything is sold. */
  readonly currency: string;
  /** Whether the worker has hardly any time left. */
  readonly timeIsShort: () => boolean;
}

type Outcome = { readonly kind: 'created' | 'changed' | 'unchanged' } | { readonly errors: readonly RowError[] };

/** A product of the file that may be saved. */
interface Sound {
  readonly from: SheetProduct;
  readonly draft: ProductDraft;
}

/**
 * Goes on with an import, as far as one message goes, and sends the next message. Each product is saved whole or not at all,
 * and not at all where the catalog says the same already. May be repeated, also by two at once: what one of them has saved is
 * unchanged to the other, and the slower one stops. What a worker saved that died before it noted it is counted as unchanged.
 */
export const runImport =
  (ports: ImportPorts) =>
  async (importId: string): Promise<void> => {
    const { store, jobs, files, clock } = ports;
    const [job] = await store.readTogether([jobs.importOf(importId)]);
    if (!job || job.status === 'DONE' || job.status === 'FAILED') return;
    const bytes = await files.uploaded(importId);
    if (!bytes) return;
    const advance = async (before: ImportJob, change: Partial<ImportJob>, errors: readonly RowError[] = []) => {
      const after = { ...before, ...change, updatedAt: clock.now().toISOString(), version: before.version + 1 };
      await store.commit(jobs.advance(before, after, errors));
      return after;
    };
    try {
      await withInvocation({ ...invocation(), actor: job.actor }, () => importFile(ports, job, bytes, advance));
    } catch (error) {
      if (!(error instanceof Stale)) throw error;
    }
  };

type Advance = (before: ImportJob, change: Partial<ImportJob>, errors?: readonly RowError[]) => Promise<ImportJob>;

async function importFile(ports: ImportPorts, before: ImportJob, bytes: Uint8Array, advance: Advance): Promise<void> {
  let job = before;
  let survey: Survey;
  try {
    survey = await surveyOf(bytes);
  } catch (error) {
    if (!(error instanceof UnreadableSheet)) throw error;
    await advance(job, { status: 'FAILED', reason: error.message });
    return;
  }
  if (job.status === 'WAITING') {
    job = await advance(job, { status: 'RUNNING', counts: { ...job.counts, rows: survey.rows } });
  }
  const importBatch = batchImport(ports, survey);
  let products = 0;
  for await (const batch of inBatches(productsIn(bytes, job.row))) {
    const outcomes = await importBatch(batch);
    const errors = outcomes.flatMap((outcome) => ('errors' in outcome ? outcome.errors : []));
    const kept = errors.slice(0, MAX_ERRORS - job.keptErrors);
    job = await advance(
      job,
      {
        counts: counted(job.counts, batch, outcomes),
        row: batch.at(-1)?.numbers.at(-1) ?? job.row,
        keptErrors: job.keptErrors + kept.length,
        foundErrors: job.foundErrors + errors.length,
      },
      kept,
    );
    products += batch.length;
    if (products >= PER_MESSAGE || ports.timeIsShort()) return ports.queue.send(job.id);
  }
  await advance(job, { status: 'DONE' });
}

async function* inBatches(products: AsyncIterable<SheetProduct>): AsyncGenerator<SheetProduct[]> {
  let batch: SheetProduct[] = [];
  for await (const product of products) {
    batch.push(product);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function counted(
  counts: ImportJob['counts'],
  batch: readonly SheetProduct[],
  outcomes: readonly Outcome[],
): ImportJob['counts'] {
  const after = { ...counts };
  for (const [index, outcome] of outcomes.entries()) {
    after['kind' in outcome ? outcome.kind : 'failed'] += batch[index]?.numbers.length ?? 0;
  }
  return after;
}

/** Saves the products of a batch. Out: what became of each of them. Throws what has nothing to do with the file. */
function batchImport(ports: ImportPorts, survey: Survey) {
  const layout = layoutIn(ports.currency);
  const save = saveProduct(ports);

  const judged = (from: SheetProduct): Sound | { readonly errors: readonly RowError[] } => {
    const early = [...from.errors, ...faultsOf(from, survey)];
    if (early.length > 0) return { errors: whole(from, early) };
    const result = layout.draftOf(from.rows);
    return 'errors' in result ? { errors: whole(from, result.errors) } : { from, draft: result.draft };
  };

  const saved = async ({ from, draft }: Sound, before: Product | undefined): Promise<Outcome> => {
    if (before && before.slug !== draft.slug) {
      const message = `The product that had this slug is called ${before.slug} now.`;
      return { errors: whole(from, [{ row: from.numbers[0] ?? 0, column: 'slug', message }]) };
    }
    if (before && layout.same(before, draft)) return { kind: 'unchanged' };
    // The same for every try, so that two workers make one product.
    const id = before?.id ?? derivedId('prd', ['slug', draft.slug]);
    let kind: 'created' | 'changed' | 'unchanged' = 'unchanged';
    try {
      await save(id, (found, now) => {
        kind = found ? 'changed' : 'created';
        if (!found || !layout.same(found, draft)) return replaced(id, draft, found, { now, currency: ports.currency });
        kind = 'unchanged';
        return found;
      });
      return { kind };
    } catch (error) {
      if (!(error instanceof DomainError) || !['conflict', 'invalid'].includes(error.kind)) throw error;
      return { errors: whole(from, refusalsOf(error, from)) };
    }
  };

  /** What the catalog refused, at the cells that it is about. */
  const refusalsOf = (error: DomainError, from: SheetProduct): RowError[] => {
    const { message } = error;
    const first = from.numbers[0] ?? 0;
    if (error instanceof SkuTaken) {
      const row = from.rows.find(({ cells }) => cells['sku']?.trim() === error.sku)?.row ?? first;
      return [{ row, column: 'sku', message }];
    }
    if (error.errors.length === 0) return [{ row: first, column: 'slug', message }];
    return error.errors.map(({ pointer, message }) => ({
      ...layout.placeOf(pointer.split('/').slice(1), from.rows),
      message: `It has to be different: ${message}.`,
    }));
  };

  return async (batch: readonly SheetProduct[]): Promise<Outcome[]> => {
    const { store, catalog } = ports;
    const all = batch.map(judged);
    const sound = all.filter((one): one is Sound => 'draft' in one);
    const ids = await store.readTogether(sound.map(({ draft }) => catalog.reads.bySlug(draft.slug)));
    const [found] = await store.readTogether([
      catalog.reads.products([...new Set(ids.filter((id) => id !== undefined))]),
    ]);
    const byId = new Map(found.map((product) => [product.id, product]));
    const before = new Map(sound.map((one, index) => [one, byId.get(ids[index] ?? '')]));
    return atMost(AT_ONCE, all, async (one) => ('draft' in one ? saved(one, before.get(one)) : one));
  };
}

/** What is wrong with a product as the rest of the file stands. */
function faultsOf({ slug, rows, numbers }: SheetProduct, { split, owners }: Survey): RowError[] {
  if (slug === '') return numbers.map((row) => ({ row, column: 'slug', message: 'It is empty and has to be filled.' }));
  if (split.has(slug)) {
    const message = 'The rows of one product have to follow one another. Some of this one stand elsewhere.';
    return numbers.map((row) => ({ row, column: 'slug', message }));
  }
  return rows.flatMap(({ row, cells }) => {
    const owner = owners.get(cells['sku']?.trim() ?? '');
    if (owner === undefined || owner === slug) return [];
    return [{ row, column: 'sku', message: `Another product of this file has it: ${owner.slice(0, 60)}.` }];
  });
}

/** The errors of a product, by rows; its other rows say that they were left for them. */
function whole({ numbers }: SheetProduct, errors: readonly RowError[]): RowError[] {
  const wrong = new Set(errors.map(({ row }) => row));
  const others = numbers.filter((row) => !wrong.has(row));
  const message = 'It was left out, because another row of this product is wrong.';
  return [...errors, ...others.map((row) => ({ row, column: 'slug', message }))].toSorted((a, b) => a.row - b.row);
}

/** Does something with each of them, so many at the same time; the answers in the order of the things. */
async function atMost<T, R>(limit: number, things: readonly T[], work: (thing: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const waiting = things.entries();
  const worker = async () => {
    for (const [index, thing] of waiting) results[index] = await work(thing);
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}
