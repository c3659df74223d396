import type { components, operations } from '@printverse/client/api.d.ts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answered, FRESH, keepAnswer, newIntent, queries, shop } from '../../shop/client.ts';
import type { AdminProduct, ProductDraft, ProductPatch } from './shapes.ts';

export type ProductStatus = components['schemas']['ProductStatus'];
export type ImportJob = operations['adminGetImport']['responses'][200]['content']['application/json'];

export const PRODUCT_STATUSES = ['DRAFT', 'ACTIVE', 'WITHDRAWN'] as const satisfies readonly ProductStatus[];
export const KINDS = ['stock', 'print', 'ticket'] as const;
export const TAXES = ['standard', 'reduced'] as const;

const PAGE = 50;

export const products = (filter: { status?: ProductStatus; query?: string }, limit = PAGE) =>
  infiniteQueryOptions({
    queryKey: ['office', 'products', filter, limit],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answered(
        shop.GET('/admin/products', {
          params: { query: { ...filter, limit, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: FRESH.live,
  });

/** A product as it now stands. It is not read again by itself: whoever edits it is told when their version is old. */
export const product = (productId: string) =>
  queryOptions({
    queryKey: ['office', 'product', productId],
    queryFn: ({ signal }) => readProduct(productId, signal),
    staleTime: FRESH.live,
    refetchOnWindowFocus: false,
  });

export const readProduct = (productId: string, signal?: AbortSignal): Promise<AdminProduct> =>
  answered(shop.GET('/admin/products/{productId}', { params: { path: { productId } }, ...(signal ? { signal } : {}) }));

/** Keeps a product as the shop has just answered it. */
export async function keepProduct(changed: AdminProduct): Promise<void> {
  await keepAnswer(product(changed.id).queryKey, changed);
  void queries.invalidateQueries({ queryKey: ['office', 'products'] });
}

/** Throws `Refused`: `slug-taken`, `sku-taken`, fields. */
export const addProduct = (body: ProductDraft): Promise<AdminProduct> =>
  answered(shop.POST('/admin/products', { params: { header: newIntent() }, body }));

const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` });

/** Changes some of a product. In: the version that was decided on. Throws `Refused`: 412, `slug-taken`, `sku-taken`, fields. */
export const changeProduct = (productId: string, version: number, body: ProductPatch): Promise<AdminProduct> =>
  answered(
    shop.PATCH('/admin/products/{productId}', { params: { path: { productId }, header: ifMatch(version) }, body }),
  );

export const withdrawProduct = (productId: string, version: number) =>
  answered(shop.DELETE('/admin/products/{productId}', { params: { path: { productId }, header: ifMatch(version) } }));

export const askForImage = (body: operations['uploadImage']['requestBody']['content']['application/json']) =>
  answered(shop.POST('/upload/image', { body }));

const LOOK_MS = 1000;

/** What becomes of a picture, until it is known. */
export const imageUpload = (uploadId: string) =>
  queryOptions({
    queryKey: ['office', 'image', uploadId],
    queryFn: ({ signal }) => answered(shop.GET('/upload/image/{uploadId}', { params: { path: { uploadId } }, signal })),
    staleTime: FRESH.live,
    refetchInterval: ({ state }) => (state.data && state.data.status !== 'PENDING' ? false : LOOK_MS),
  });

export const askToImport = (body: { fileName: string; size: number; sha256: string }) =>
  answered(shop.POST('/admin/products/imports', { body }));

/** How far an import is, until it has ended. */
export const importJob = (importId: string) =>
  queryOptions({
    queryKey: ['office', 'import', importId],
    queryFn: ({ signal }) =>
      answered(shop.GET('/admin/products/imports/{importId}', { params: { path: { importId } }, signal })),
    staleTime: FRESH.live,
    refetchInterval: ({ state }) =>
      state.data?.status === 'DONE' || state.data?.status === 'FAILED' ? false : LOOK_MS,
  });

export const askToExport = () => answered(shop.POST('/admin/products/exports'));

/** Where the file is, until it is written; its link serves for some minutes. */
export const exportJob = (productExportId: string) =>
  queryOptions({
    queryKey: ['office', 'export', productExportId],
    queryFn: ({ signal }) =>
      answered(
        shop.GET('/admin/products/exports/{productExportId}', { params: { path: { productExportId } }, signal }),
      ),
    staleTime: FRESH.live,
    refetchInterval: ({ state }) => (state.data && state.data.status !== 'PENDING' ? false : LOOK_MS),
  });
