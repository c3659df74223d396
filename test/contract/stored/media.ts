import { storedImageUpload, uploadsIn } from '../../../functions/media/uploads.ts';
import type { Item } from '../../../functions/shared/store/store.ts';
import { asOperator } from '../../../local/as-operator.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

/** What the context stores, an item of every kind. */
export async function writtenToday(): Promise<Readonly<Record<string, Item | undefined>>> {
  const store = memoryStore();
  const id = 'img_01JD0000000000000000000000';
  const uploads = uploadsIn('media');
  const upload = {
    id,
    productId: 'prd_01JD0000000000000000000000',
    alt: { en: 'A vase' },
    fileName: 'vase.png',
    contentType: 'image/png',
    size: 482_113,
    status: 'PENDING',
    createdAt: '2026-11-20T10:00:00.000Z',
    version: 1,
  } as const;
  await store.write(uploads.open(upload));
  const encoded = { webp: '/media/AAAAAAAAAAAAAAAAAAAAAA-320.webp', avif: '/media/AAAAAAAAAAAAAAAAAAAAAA-320.avif' };
  const image = {
    id,
    url: encoded.webp,
    sizes: { small: encoded, medium: encoded, large: encoded },
    width: 320,
    height: 240,
    placeholder: 'data:image/webp;base64,UklGRg==',
    alt: upload.alt,
  };
  await asOperator(() => store.commit(uploads.finish(upload, image, new Date(upload.createdAt))));
  const [finished] = store.items('media').filter(({ sk }) => sk === 'META');
  const reasons = [{ code: 'damaged', message: 'The file breaks off or is damaged.' }];
  return { storedImageUpload: finished && { ...finished, reasons, schema: storedImageUpload.version } };
}
