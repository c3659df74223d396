import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { askToUpload } from '../../../functions/media/ask-to-upload.ts';
import { MAX_BYTES } from '../../../functions/media/contract.ts';
import type { Announced } from '../../../functions/media/originals.ts';
import { originalKey } from '../../../functions/media/originals.ts';
import { ImageRefused, imageOf, type Pictures } from '../../../functions/media/pictures.ts';
import { type OriginalMessage, processOriginal } from '../../../functions/media/process-original.ts';
import { OVERDUE_MS, readUpload } from '../../../functions/media/read-upload.ts';
import { showPicture } from '../../../functions/media/show-picture.ts';
import { storedImageUpload, uploadsIn } from '../../../functions/media/uploads.ts';
import { NotFound } from '../../../functions/shared/domain-error.ts';
import { type Fact, storedFact } from '../../../functions/shared/events/facts.ts';
import { asOperator } from '../../../local/as-operator.ts';
import { catalogInMemory, draftOf, idOf } from '../../support/catalog.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const bytes = Buffer.from('a picture');
const announced = {
  productId: idOf('vase'),
  alt: { en: 'A vase' },
  fileName: 'vase.png',
  contentType: 'image/png',
  size: bytes.length,
  sha256: createHash('sha256').update(bytes).digest('base64'),
};

const encoded = (width: number) => ({
  width,
  height: width,
  bytes: { webp: Buffer.from(`webp ${width}`), avif: Buffer.from(`avif ${width}`) },
});
const made: Pictures = {
  sizes: { small: encoded(400), medium: encoded(800), large: encoded(1_600) },
  placeholder: 'data:image/webp;base64,UklGRg==',
};

/** A shop with a vase, its buckets and its queue in memory, and a clock that stands. */
async function shop() {
  const catalog = catalogInMemory();
  const { store } = catalog;
  await catalog.open('VASE', 8);
  await catalog.save(idOf('vase'), draftOf('vase'));
  const clock = { time: new Date('2026-11-29T12:00:00Z'), now: () => clock.time };
  const originals = new Map<string, Uint8Array>();
  const files = new Map<string, Uint8Array>();
  const links: (Announced & { readonly seconds: number })[] = [];
  const queued: OriginalMessage[] = [];
  let make = async (): Promise<Pictures> => made;
  const makings = { count: 0 };
  const ports = {
    store,
    clock,
    uploads: uploadsIn('media'),
    catalog: catalog.catalog.reads,
    originals: {
      link: async (one: Announced, seconds: number) => {
        links.push({ ...one, seconds });
        return { url: `https://files.example/${one.id}`, headers: { 'content-type': one.contentType } };
      },
      read: async (id: string) => originals.get(id),
      remove: async (id: string) => void originals.delete(id),
    },
    files: {
      put: async (name: string, file: Uint8Array) => void files.set(name, file),
      read: async (name: string) => files.get(name),
    },
    queue: { send: async (message: OriginalMessage) => void queued.push(message) },
    make: async () => {
      makings.count += 1;
      return make();
    },
  };
  const items = (kind: string) => store.items('media').filter(({ sk }) => String(sk).startsWith(kind));
  return {
    ...ports,
    catalog,
    clock,
    bucket: originals,
    served: files,
    links,
    queued,
    makings,
    makes: (next: typeof make) => {
      make = next;
    },
    ask: (changes: Partial<typeof announced> = {}) =>
      asOperator(() => askToUpload(ports)({ body: { ...announced, ...changes } })),
    arrive: (id: string) => originals.set(id, bytes),
    process: (id: string, more: Partial<OriginalMessage> = {}) =>
      asOperator(() => processOriginal(ports)({ key: originalKey(id), ...more })),
    read: (uploadId: string) => readUpload(ports)({ params: { uploadId } } as never),
    show: (file: string) => showPicture(ports.files)({ params: { file } } as never),
    uploads: () => items('META').map(storedImageUpload.decode),
    facts: (): Fact[] => items('FACT#').map(storedFact.decode),
    everything: () => JSON.stringify([store.items('media'), [...originals], [...files]]),
  };
}

describe('a link to upload with', () => {
  test('is for the announced file alone, under a name that we make, for five minutes [UPL-07, K18]', async () => {
    const { ask, links, read, clock } = await shop();
    const first = await ask();
    const second = await ask();
    expect(second.uploadId).not.toBe(first.uploadId);
    const { contentType, size, sha256 } = announced;
    expect(links[0]).toEqual({ id: first.uploadId, contentType, size, sha256, seconds: 300 });
    expect(Date.parse(first.expiresAt) - clock.now().getTime()).toBe(300_000);
    expect(await read(first.uploadId)).toMatchObject({ status: 'PENDING', fileName: 'vase.png' });
  });

  test.each([
    ['a format that is not taken', { contentType: 'image/svg+xml' }, 'unsupported-type'],
    ['a file that is too large', { size: MAX_BYTES + 1 }, 'too-large'],
    ['a product that is not there', { productId: idOf('nothing') }, 'not-found'],
  ])('is refused for %s, and leaves nothing behind [UPL-07]', async (_, change, code) => {
    const { ask, links, uploads } = await shop();
    await expect(ask(change)).rejects.toMatchObject({ code });
    expect([links, uploads()]).toEqual([[], []]);
  });

  test('is refused for a product that has as many pictures as one may have [CAT-09]', async () => {
    const { ask, catalog } = await shop();
    const { image } = imageOf(made, { id: 'img_01JD0000000000000000000000', alt: announced.alt });
    await catalog.save(idOf('full'), draftOf('full'));
    await asOperator(() =>
      catalog.put(idOf('full'), (before) => ({ ...before, images: Array.from({ length: 20 }, () => image) })),
    );
    await expect(ask({ productId: idOf('full') })).rejects.toMatchObject({ code: 'too-many-images' });
  });
});

describe('an original', () => {
  test('becomes pictures that lie there before anybody is told of them [UPL-08]', async () => {
    const { ask, arrive, process, read, facts, served, bucket } = await shop();
    const { uploadId } = await ask();
    arrive(uploadId);
    await process(uploadId);
    const { status, image } = await read(uploadId);
    expect(status).toBe('PROCESSED');
    expect(image).toMatchObject({ id: uploadId, alt: { en: 'A vase' }, width: 1_600, height: 1_600 });
    const urls = Object.values(image?.sizes ?? {}).flatMap(({ webp, avif }) => [webp, avif]);
    expect(urls).toHaveLength(6);
    for (const url of urls) expect(served.has(url.replace('/media/', ''))).toBe(true);
    expect(facts()).toMatchObject([
      { type: 'image.processed', event: { subject: idOf('vase'), data: { productId: idOf('vase'), image } } },
    ]);
    // Kept for a while, and never served.
    expect(bucket.has(uploadId)).toBe(true);
  });

  test('that is told of again, or by two at once, changes nothing and announces nothing twice [UPL-08]', async () => {
    const { ask, arrive, process, facts, everything, makings } = await shop();
    const { uploadId } = await ask();
    arrive(uploadId);
    await Promise.all([process(uploadId), process(uploadId)]);
    expect(facts()).toHaveLength(1);
    const before = everything();
    const made = makings.count;
    await process(uploadId);
    await process(uploadId, { lookWhetherThere: true });
    expect(everything()).toBe(before);
    expect(makings.count).toBe(made);
  });

  test('that is refused is deleted, with its reason to be read, also when the deletion comes late [UPL-07]', async () => {
    const { ask, arrive, process, read, bucket, makes, facts, originals } = await shop();
    const { uploadId } = await ask();
    arrive(uploadId);
    makes(async () => {
      throw new ImageRefused('other-type');
    });
    const remove = vi.spyOn(originals, 'remove').mockRejectedValueOnce(new Error('S3 is away'));
    await expect(process(uploadId)).rejects.toThrow('S3 is away');
    expect(await read(uploadId)).toMatchObject({ status: 'REJECTED', reasons: [{ code: 'other-type' }] });
    await process(uploadId);
    expect(remove).toHaveBeenCalledTimes(2);
    expect(bucket.size).toBe(0);
    expect(facts()).toEqual([]);
  });

  test('that nothing could be made of for a fault of ours stays, to be tried again [UPL-08]', async () => {
    const { ask, arrive, process, read, bucket, makes } = await shop();
    const { uploadId } = await ask();
    arrive(uploadId);
    makes(async () => {
      throw new Error('out of memory');
    });
    await expect(process(uploadId)).rejects.toThrow('out of memory');
    expect(bucket.has(uploadId)).toBe(true);
    makes(async () => made);
    await process(uploadId);
    expect((await read(uploadId)).status).toBe('PROCESSED');
  });

  test('of no upload is left alone', async () => {
    const { process, everything } = await shop();
    const before = everything();
    await process('img_01JD0000000000000000000009');
    expect(everything()).toBe(before);
  });
});

describe('an upload that is pending for long', () => {
  test('has the worker look whether the file is there, because the word of S3 may be lost [UPL-08]', async () => {
    const { ask, arrive, process, read, queued, clock } = await shop();
    const { uploadId } = await ask();
    await read(uploadId);
    expect(queued).toEqual([]);
    clock.time = new Date(clock.time.getTime() + OVERDUE_MS);
    await read(uploadId);
    expect(queued).toEqual([{ key: originalKey(uploadId), lookWhetherThere: true }]);
    // Not yet: nobody has said that it is there.
    await process(uploadId, { lookWhetherThere: true });
    expect((await read(uploadId)).status).toBe('PENDING');
    // S3 has said so.
    await expect(process(uploadId)).rejects.toThrow('No original');
    arrive(uploadId);
    await process(uploadId, { lookWhetherThere: true });
    expect((await read(uploadId)).status).toBe('PROCESSED');
    const asked = queued.length;
    await read(uploadId);
    expect(queued).toHaveLength(asked);
  });

  test('is not found where there is none', async () => {
    const { read } = await shop();
    await expect(read('img_01JD0000000000000000000009')).rejects.toThrow(NotFound);
  });
});

describe('a picture', () => {
  test('is answered as its bytes, to be kept for ever; one that is not there is not found [UPL-08]', async () => {
    const { show, files } = await shop();
    await files.put('AAAAAAAAAAAAAAAAAAAAAA-400.avif', bytes);
    expect(await show('AAAAAAAAAAAAAAAAAAAAAA-400.avif')).toMatchObject({
      body: bytes,
      headers: { 'content-type': 'image/avif', 'cache-control': 'public, max-age=31536000, immutable' },
    });
    await expect(show('AAAAAAAAAAAAAAAAAAAAAA-400.webp')).rejects.toThrow(NotFound);
  });
});
