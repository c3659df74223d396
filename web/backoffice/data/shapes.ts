/** What the API says and takes, by the names that the pages use. */
import type { components, operations } from '@printverse/client/api.d.ts';

export type AdminOrder = components['schemas']['AdminOrder'];
export type Entry = components['schemas']['TimelineEntry'];

export type AdminProduct = components['schemas']['AdminProduct'];
export type ProductDraft = operations['adminAddProduct']['requestBody']['content']['application/json'];
export type ProductPatch = operations['adminChangeProduct']['requestBody']['content']['application/json'];
