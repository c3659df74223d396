import { describe, expect, test, vi } from 'vitest';
import { NotFound, NotYours } from '../../../functions/shared/domain-error.ts';
import { Stale } from '../../../functions/shared/store/optimistic.ts';
import { FileTooLarge, UnsupportedType } from '../../../functions/uploads/ask-to-upload.ts';
import { MAX_FILES, MAX_FILES_BYTES } from '../../../functions/uploads/contract.ts';
import { FileChanged, uploadsGuards } from '../../../functions/uploads/guards.ts';
import { keptAnalysis } from '../../../functions/uploads/measuring.ts';
import { uploadsPersonal } from '../../../functions/uploads/personal.ts';
import { QuotaExceeded } from '../../../functions/uploads/quota.ts';
import { analysis } from '../../contract/stored/uploads.ts';
import { ADA, BOB, CUBE, hashOf, uploadsInMemory } from './shop.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const guards = uploadsGuards('uploads');

describe('a link to upload a model with', () => {
  test('is for exactly the announced file, under a name of ours, for a quarter of an hour [UPL-01, K18]', async () => {
    const shop = uploadsInMemory();
    const answer = await shop.ask(CUBE, { unit: 'inch' });
    expect(answer).toMatchObject({ method: 'PUT', expiresAt: '2026-11-29T12:15:00.000Z' });
    expect(shop.links).toEqual([
      { id: answer.uploadId, contentType: 'model/stl', size: CUBE.length, sha256: hashOf(CUBE), seconds: 900 },
    ]);
    expect(await shop.read(answer.uploadId)).toMatchObject({ status: 'PENDING', unit: 'inch', version: 1 });
  });

  test.each([
    ['cube.stl', 'model/stl'],
    ['CUBE.STL', 'application/vnd.ms-pki.stl'],
    ['cube.3mf', 'application/vnd.ms-package.3dmanufacturing-3dmodel+xml'],
    ['cube.obj', 'text/plain; charset=utf-8'],
    ['cube.obj', 'application/octet-stream'],
  ])('is given for %s as %s [UPL-01]', async (fileName, contentType) => {
    expect((await uploadsInMemory().ask(CUBE, { fileName, contentType })).uploadId).toMatch(/^upl_/);
  });

  test.each([
    ['cube.step', 'application/octet-stream', 84, UnsupportedType],
    ['cube.stl', 'image/png', 84, UnsupportedType],
    ['cube', 'model/stl', 84, UnsupportedType],
    ['cube.stl', 'model/stl', 100_000_001, FileTooLarge],
  ])(
    'is refused for %s as %s of %i bytes, and nothing is kept [UPL-01, UPL-04]',
    async (...[fileName, contentType, size, error]) => {
      const shop = uploadsInMemory();
      await expect(shop.ask(CUBE, { fileName, contentType, size })).rejects.toThrow(error);
      expect(shop.store.items('uploads')).toEqual([]);
    },
  );

  test('is refused beyond the quota of files and of bytes, and given again once one is deleted [UPL-01]', async () => {
    const large = uploadsInMemory();
    const size = 100_000_000;
    const ids = [];
    for (let file = 0; file < MAX_FILES_BYTES / size; file++) ids.push((await large.ask(CUBE, { size })).uploadId);
    await expect(large.ask(CUBE, { size: 1 })).rejects.toThrow(QuotaExceeded);
    await large.ask(CUBE, {}, BOB);
    await large.remove(String(ids[3]));
    await large.ask(CUBE, { size });

    const many = uploadsInMemory();
    for (let file = 0; file < MAX_FILES; file++) await many.ask();
    await expect(many.ask()).rejects.toThrow(QuotaExceeded);
  });
});

describe('a file that was put', () => {
  test('is taken when it is the announced one and looks like a model, and its fact says so [UPL-03, UPL-04]', async () => {
    const shop = uploadsInMemory();
    const id = await shop.bring();
    expect(await shop.read(id)).toMatchObject({ status: 'UPLOADED', fileKey: id, sha256: hashOf(CUBE) });
    expect(shop.facts()).toEqual(['file.uploaded']);
    // From here on no link reaches it.
    expect([shop.incomingFiles.size, [...shop.objects.keys()]]).toEqual([0, [`models/${id}`]]);
  });

  test.each([
    ['another file', CUBE, Buffer.concat([CUBE.subarray(0, 200), Buffer.alloc(CUBE.length - 200)]), 'file-changed'],
    ['a longer file', CUBE, Buffer.concat([CUBE, Buffer.alloc(1)]), 'file-changed'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'), undefined, 'unsupported-type'],
    ['half a file', CUBE.subarray(0, 300), undefined, 'truncated'],
  ])(
    'is refused with its reason, removed and given back to the quota: %s [UPL-04]',
    async (_, announced, put, code) => {
      const shop = uploadsInMemory();
      const { uploadId } = await shop.ask(announced);
      shop.incomingFiles.set(uploadId, put ?? announced);
      await shop.stored(uploadId);
      expect(await shop.read(uploadId)).toMatchObject({ status: 'REJECTED_LIGHT', reasons: [{ code }] });
      expect([shop.incomingFiles.size, shop.objects.size]).toEqual([0, 0]);
      expect(await shop.quota()).toMatchObject({ files: 0, bytes: 0 });
      expect(shop.facts()).toEqual(['upload.rejected']);
    },
  );

  test('is not told of where nothing was put: the upload stays pending, without an event [UPL-05]', async () => {
    const shop = uploadsInMemory();
    const { uploadId } = await shop.ask();
    await expect(shop.stored(uploadId)).rejects.toThrow('No file');
    await shop.stored(uploadId, { lookWhetherThere: true });
    expect([(await shop.read(uploadId)).status, shop.facts()]).toEqual(['PENDING', []]);
  });

  test('changes nothing when it is told of again, and is removed where its upload is gone [UPL-03]', async () => {
    const shop = uploadsInMemory();
    const id = await shop.bring();
    shop.incomingFiles.set(id, Buffer.from('put again by the old link'));
    await shop.stored(id);
    const deleted = (await shop.ask()).uploadId;
    await shop.remove(deleted);
    shop.incomingFiles.set(deleted, CUBE);
    await shop.stored(deleted);
    expect([shop.incomingFiles.size, shop.facts()]).toEqual([0, ['file.uploaded']]);
    expect(await shop.read(id)).toMatchObject({ status: 'UPLOADED', version: 2 });
  });

  test('that is deleted while it is checked leaves nothing behind [UPL-04]', async () => {
    const shop = uploadsInMemory();
    const { uploadId } = await shop.ask();
    shop.incomingFiles.set(uploadId, CUBE);
    const { put } = shop.ports.models;
    shop.ports.models.put = async (id, bytes) => {
      await shop.remove(uploadId);
      await put(id, bytes);
    };
    await shop.stored(uploadId);
    expect(await shop.item(uploadId)).toBeUndefined();
    shop.wait(300);
    await shop.sweep();
    expect([shop.incomingFiles.size, shop.objects.size, shop.isKept(uploadId)]).toEqual([0, 0, false]);
  });
});

describe('measuring', () => {
  test('keeps what was found with a picture, tells of it once, and may be told twice [UPL-03]', async () => {
    const shop = uploadsInMemory();
    const id = await shop.bring();
    await shop.measure(id);
    await shop.measure(id);
    expect(await shop.read(id)).toMatchObject({
      status: 'UPLOADED',
      analysis: { volumeMm3: 8_000, items: [{ name: 'cube', quantity: 1 }] },
      previewUrl: '/previews/Zk3v9XbQ1mN7tR5yL2pWsA.png',
    });
    expect([shop.measuring.calls, shop.facts()]).toEqual([1, ['file.uploaded', 'upload.measured']]);
  });

  test('that refuses removes the file, says why, and gives the quota back [UPL-04]', async () => {
    const shop = uploadsInMemory();
    const id = await shop.bring();
    const reason = { code: 'no-geometry', message: 'Nothing.' } as const;
    shop.measuring.by = async () => ({ outcome: 'refused', reason });
    await shop.measure(id);
    expect(await shop.read(id)).toMatchObject({ status: 'REJECTED_LIGHT', reasons: [reason] });
    expect([shop.objects.size, (await shop.quota())?.files]).toEqual([0, 0]);
  });

  test('is never done on other bytes than those that were taken [K19]', async () => {
    const shop = uploadsInMemory();
    const id = await shop.bring();
    shop.objects.set(`models/${id}`, Buffer.from('swapped'));
    await shop.measure(id);
    expect(await shop.read(id)).toMatchObject({ status: 'REJECTED_LIGHT', reasons: [{ code: 'file-changed' }] });
    expect(shop.measuring.calls).toBe(0);
  });

  test('of a file that kills the worker twice ends as refused, and is never done twice at once [UPL-04]', async () => {
    const shop = uploadsInMemory();
    const id = await shop.bring();
    shop.measuring.by = () => Promise.reject(new Error('killed'));
    await expect(shop.measure(id)).rejects.toThrow('killed');
    // Somebody may still be at it.
    await shop.measure(id);
    shop.wait(121);
    await expect(shop.measure(id)).rejects.toThrow('killed');
    shop.wait(121);
    await shop.measure(id);
    expect(shop.measuring.calls).toBe(2);
    expect(await shop.read(id)).toMatchObject({ status: 'REJECTED_LIGHT', reasons: [{ code: 'resource-limit' }] });
  });

  test('keeps the names of a hundred items, each cut: what is kept must fit into one item of the table', () => {
    const items = Array.from({ length: 1_000 }, (_, index) => ({
      ...(analysis.items[0] ?? expect.fail('an item')),
      name: `${index} ${'n'.repeat(300)}`,
    }));
    const kept = keptAnalysis({ ...analysis, items });
    expect(kept.items.filter(({ name }) => name !== undefined)).toHaveLength(100);
    expect(JSON.stringify(kept).length).toBeLessThan(150_000);
  });
});

describe('an upload', () => {
  test('is shown to those who review quotes, until their role is taken away [ADM-07]', async () => {
    const shop = uploadsInMemory();
    const id = await shop.bring();
    expect((await shop.readByStaff(id, 'staff')).id).toBe(id);
    await expect(shop.readByStaff(id, 'customer')).rejects.toThrow(NotYours);
  });

  test('is there for its owner alone, in lists as well [UPL-01]', async () => {
    const shop = uploadsInMemory();
    const id = await shop.bring();
    await expect(shop.read(id, BOB)).rejects.toThrow(NotYours);
    await expect(shop.remove(id, BOB)).rejects.toThrow(NotYours);
    expect((await shop.list(20, undefined, BOB)).items).toEqual([]);
    expect((await shop.list()).items.map((upload) => upload.id)).toEqual([id]);
  });

  test('is listed newest first, page after page', async () => {
    const shop = uploadsInMemory();
    const ids = [];
    for (let file = 0; file < 3; file++) {
      ids.push((await shop.ask()).uploadId);
      shop.wait(1);
    }
    const first = await shop.list(2);
    const second = await shop.list(2, first.nextCursor ?? expect.fail('a cursor'));
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids.toReversed());
  });

  test('that was deleted is gone with its file and its picture [UPL-01]', async () => {
    const shop = uploadsInMemory();
    const id = await shop.bring();
    await shop.measure(id);
    await shop.remove(id);
    await expect(shop.read(id)).rejects.toThrow(NotFound);
    await expect(shop.link(id)).rejects.toThrow(NotFound);
    expect([shop.objects.size, await shop.item(id), (await shop.quota())?.files]).toEqual([0, undefined, 0]);
  });

  test('is not deleted while a quote or an order needs it [QUO-01]', async () => {
    const shop = uploadsInMemory();
    const id = await shop.bring();
    const before = (await shop.item(id)) ?? expect.fail('an upload');
    await shop.store.commit([guards.keepFor(before, 'qot_1')]);
    await expect(shop.remove(id)).rejects.toThrow('needs this file');
    // Whoever read it before has to read it again.
    await expect(shop.store.commit([guards.keepFor(before, 'qot_2')])).rejects.toThrow(Stale);
    const kept = (await shop.item(id)) ?? expect.fail('an upload');
    await shop.store.commit([guards.letGoFor(kept, 'qot_1')]);
    await shop.remove(id);
    expect(await shop.item(id)).toBeUndefined();
  });

  test('may be ordered only while it is the file that was quoted [QUO-06, K19]', async () => {
    const shop = uploadsInMemory();
    const id = await shop.bring();
    await shop.store.commit([guards.whileUnchanged(id, hashOf(CUBE))]);
    await expect(shop.store.commit([guards.whileUnchanged(id, hashOf(Buffer.from('another')))])).rejects.toThrow(
      FileChanged,
    );
    await shop.remove(id);
    await expect(shop.store.commit([guards.whileUnchanged(id, hashOf(CUBE))])).rejects.toThrow(FileChanged);
  });

  test('gives staff a link to its file, and keeps who asked for it; before it was taken there is none [UPL-06]', async () => {
    const shop = uploadsInMemory();
    const { uploadId } = await shop.ask();
    await expect(shop.link(uploadId)).rejects.toThrow(NotFound);
    const id = await shop.bring();
    expect(await shop.link(id)).toEqual({
      url: 'https://files.example/cube.stl',
      expiresAt: '2026-11-29T12:05:00.000Z',
    });
    expect(shop.facts()).toEqual(['file.uploaded', 'file.linked']);
  });
});

describe('the sweep', () => {
  test('asks whether the file of a pending upload is there, and forgets one that never came [UPL-05]', async () => {
    const shop = uploadsInMemory();
    const { uploadId } = await shop.ask();
    await shop.sweep();
    expect(shop.queued).toEqual([]);
    shop.wait(300);
    await shop.sweep();
    expect(shop.queued).toEqual([{ key: `incoming/${uploadId}`, lookWhetherThere: true }]);
    shop.wait(2_000);
    await shop.sweep();
    expect([await shop.item(uploadId), (await shop.quota())?.files]).toEqual([undefined, 0]);
    shop.wait(300);
    await shop.sweep();
    expect(shop.isKept(uploadId)).toBe(false);
  });

  test('tells again of a file that nobody has measured, and leaves alone what is done [UPL-03]', async () => {
    const shop = uploadsInMemory();
    const [lost, done] = [await shop.bring(), await shop.bring()];
    await shop.measure(done);
    shop.wait(3_600);
    await shop.sweep();
    await shop.sweep();
    expect((await shop.item(lost))?.version).toBe(3);
    expect((await shop.item(done))?.version).toBe(4);
    expect(shop.facts().filter((type) => type === 'file.uploaded')).toHaveLength(3);
  });

  test('finishes a deletion that broke off [UPL-01]', async () => {
    const shop = uploadsInMemory();
    const id = await shop.bring();
    const { remove } = shop.ports.models;
    shop.ports.models.remove = () => Promise.reject(new Error('S3 is away'));
    await expect(shop.remove(id)).rejects.toThrow('away');
    await expect(shop.read(id)).rejects.toThrow(NotFound);
    expect((await shop.list()).items).toEqual([]);
    shop.ports.models.remove = remove;
    shop.wait(300);
    await shop.sweep();
    expect([shop.isKept(id), shop.objects.size]).toEqual([false, 0]);
  });
});

describe('somebody’s data', () => {
  const ports = (shop: ReturnType<typeof uploadsInMemory>) => ({
    store: shop.store,
    tables: { uploads: 'uploads' },
    models: { remove: async (key: string) => void shop.objects.delete(key) },
  });

  test('names their uploads, and is erased with every file, picture and fact [AUT-22]', async () => {
    const shop = uploadsInMemory();
    const id = await shop.bring();
    await shop.measure(id);
    const others = (await shop.ask(CUBE, {}, BOB)).uploadId;
    expect(await uploadsPersonal.exportSections(ports(shop), ADA)).toMatchObject({
      uploads: [{ id, fileName: 'cube.stl', analysis: { volumeMm3: 8_000 } }],
    });
    expect(await uploadsPersonal.erase(ports(shop), ADA)).toEqual([]);
    expect(shop.objects.size).toBe(0);
    expect(shop.store.items('uploads').filter((item) => JSON.stringify(item).includes(ADA))).toEqual([]);
    expect(await shop.item(others)).toBeDefined();
  });

  test('stays where an order still needs it, and goes once that has ended [AUT-22]', async () => {
    const shop = uploadsInMemory();
    const id = await shop.bring();
    await shop.store.commit([guards.keepFor((await shop.item(id)) ?? expect.fail('an upload'), 'ord_1')]);
    expect(await uploadsPersonal.erase(ports(shop), ADA)).toEqual([id]);
    await shop.store.commit([guards.letGoFor((await shop.item(id)) ?? expect.fail('an upload'), 'ord_1')]);
    expect(await uploadsPersonal.erase(ports(shop), ADA)).toEqual([]);
    expect([shop.store.items('uploads'), shop.objects.size]).toEqual([[], 0]);
  });
});
