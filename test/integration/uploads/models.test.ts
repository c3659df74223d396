import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { beforeAll, expect, test } from 'vitest';
import { newId } from '../../../functions/shared/ids.ts';
import { dynamoStore } from '../../../functions/shared/store/store.dynamodb.ts';
import { uploadsGuards } from '../../../functions/uploads/guards.ts';
import { incomingKey } from '../../../functions/uploads/model-files.ts';
import { uploadsReads } from '../../../functions/uploads/reads.ts';
import { uploadsWrites } from '../../../functions/uploads/writes.ts';
import { clientConfig } from '../../../local/cloud.ts';
import { sendAsWritten, signIn, until } from '../../../tools/demo/client.ts';
import { root } from '../../../tools/root.ts';
import { binaryStl, box, cube } from '../../support/models.ts';
import { takenModel } from '../../support/taken-model.ts';
import { apiUrl, type Customer, documents, endpoint, invoke, newCustomer, tableOf, users } from '../orders/buying.ts';

const store = dynamoStore(documents);
const table = tableOf('uploads');
const [reads, writes, guards] = [uploadsReads(table), uploadsWrites(table), uploadsGuards(table)];
const s3 = new S3Client({ ...clientConfig(endpoint), forcePathStyle: true });
const bucketOf = (holds: string) => `printverse-local-${holds}-000000000000-us-east-1`;
const fixture = (name: string) => readFile(join(root, 'test/fixtures/printing', name));
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');

/** A model is measured and drawn on a machine that does much else. */
const SECONDS = 180;

let ada: Customer;
beforeAll(async () => {
  ada = await newCustomer();
});

const announcementOf = (bytes: Uint8Array, fileName: string, more: object = {}) => ({
  fileName,
  contentType: 'application/octet-stream',
  size: bytes.length,
  sha256: hashOf(bytes),
  ...more,
});

const put = async (link: { url: string; headers: Record<string, string> }, bytes: Uint8Array): Promise<number> =>
  (await fetch(link.url, { method: 'PUT', headers: link.headers, body: Buffer.from(bytes) })).status;

/** Asks for a link and puts the file. Answers the upload's id. */
async function bring(
  bytes: Uint8Array,
  fileName: string,
  { owner = ada, ...more }: { owner?: Customer; unit?: string } = {},
) {
  const { status, body } = await owner.ask('POST', '/uploads', { body: announcementOf(bytes, fileName, more) });
  expect(status).toBe(201);
  expect(await put(body, bytes)).toBe(200);
  return String(body.uploadId);
}

/** The upload as its owner sees it, once it was measured or refused. It is looked for in the table, which costs no function. */
async function finished(id: string, owner = ada) {
  await until(
    `the upload ${id} to be finished`,
    async () => {
      const upload = await itemOf(id);
      return upload?.analysis ?? upload?.reasons;
    },
    SECONDS,
  );
  return (await owner.ask('GET', `/uploads/${id}`)).body;
}

const isThere = (holds: string, Key: string): Promise<boolean> =>
  s3.send(new HeadObjectCommand({ Bucket: bucketOf(holds), Key })).then(
    () => true,
    () => false,
  );

const itemOf = async (id: string) => (await store.readTogether([reads.upload(id)]))[0];

/** An upload as it was long ago. */
const longAgo = (minutes: number) => {
  const at = new Date(Date.now() - minutes * 60_000).toISOString();
  return { createdAt: at, since: at };
};

test(
  'a model in every format is taken, measured and drawn; its owner sees it, nobody else does [UPL-01, UPL-02, UPL-03, UPL-04]',
  async () => {
    const ids = [
      await bring(binaryStl(cube(20)), 'cube.stl'),
      await bring(await fixture('3mf-multiple-items.3mf'), 'items.3mf'),
      await bring(await fixture('obj-hundred-cubes.obj'), 'cubes.obj', { unit: 'mm' }),
      await bring(await fixture('stl-ascii-two-solids.stl'), 'solids.stl'),
    ];
    const [solid, items, cubes, ascii] = await Promise.all(ids.map((id) => finished(id)));
    expect(solid).toMatchObject({
      status: 'UPLOADED',
      fileKey: ids[0],
      analysis: {
        format: 'stl-binary',
        volumeMm3: 8_000,
        watertight: true,
        boundingBoxMm: { x: 20, y: 20, z: 20 },
        items: [{ quantity: 1, volumeMm3: 8_000 }],
        fits: { pla: true },
      },
    });
    expect([items, cubes, ascii].map(({ analysis: { format } }) => format)).toEqual(['3mf', 'obj', 'stl-ascii']);
    // Copies of one object are one item.
    expect(items.analysis.items[0].quantity).toBeGreaterThan(1);
    expect(items.analysis.issues).toContain('multiple-items');

    const picture = await fetch(`${apiUrl}${solid.previewUrl}`);
    expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/png']);
    const png = Buffer.from(await picture.arrayBuffer());
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([640, 480]);
    expect((await fetch(`${apiUrl}/previews/AAAAAAAAAAAAAAAAAAAAAA.png`)).status).toBe(404);

    // What is taken lies where no link reaches.
    expect(await isThere('incoming', incomingKey(String(ids[0])))).toBe(false);
    const first = await ada.ask('GET', '/uploads?limit=3');
    const second = await ada.ask('GET', `/uploads?limit=3&cursor=${encodeURIComponent(first.body.nextCursor)}`);
    const listed = [...first.body.items, ...second.body.items].map(({ id }) => id);
    expect(listed).toEqual(ids.toReversed());
    const eve = await newCustomer();
    expect((await eve.ask('GET', `/uploads/${ids[0]}`)).status).toBe(404);
    expect((await eve.ask('DELETE', `/uploads/${ids[0]}`)).status).toBe(404);
    expect((await eve.ask('GET', '/uploads')).body.items).toEqual([]);
  },
  2 * SECONDS * 1_000,
);

test(
  'S3 takes no other file than the announced one, and none twice [UPL-02, K18]',
  async () => {
    const bytes = binaryStl(cube(10));
    const swapped = binaryStl(cube(11));
    const { body: link } = await ada.ask('POST', '/uploads', { body: announcementOf(bytes, 'cube.stl') });
    expect(await put(link, swapped)).toBe(400);
    expect(await put(link, Buffer.concat([bytes, Buffer.alloc(1)]))).toBe(403);
    expect(await put({ ...link, headers: { ...link.headers, 'content-type': 'text/html' } }, bytes)).toBe(403);
    expect((await ada.ask('GET', `/uploads/${link.uploadId}`)).body.status).toBe('PENDING');
    expect(await put(link, bytes)).toBe(200);
    expect((await finished(link.uploadId)).analysis.volumeMm3).toBe(1_000);
  },
  2 * SECONDS * 1_000,
);

test(
  'what is no model is refused at first sight or when it is measured, with its reason, and removed [UPL-04]',
  async () => {
    const pdf = await bring(Buffer.from('%PDF-1.7 no model'), 'cube.stl');
    const none = await bring(await fixture('stl-binary-no-triangles.stl'), 'none.stl');
    expect(await finished(pdf)).toMatchObject({ status: 'REJECTED_LIGHT', reasons: [{ code: 'unsupported-type' }] });
    expect(await finished(none)).toMatchObject({ status: 'REJECTED_LIGHT', reasons: [{ code: 'no-geometry' }] });
    await until(
      'the files to be gone',
      async () =>
        (await isThere('incoming', incomingKey(pdf))) || (await isThere('models', `models/${none}`)) ? undefined : true,
      SECONDS,
    );
  },
  2 * SECONDS * 1_000,
);

test(
  'a link is refused for other things than models, and beyond what one may have here [UPL-01]',
  async () => {
    const grace = await newCustomer();
    const ask = (more: object) =>
      grace.ask('POST', '/uploads', { body: announcementOf(Buffer.alloc(1), 'a.stl', more) });
    const step = await ask({ fileName: 'a.step' });
    expect([step.status, step.body.code]).toEqual([400, 'unsupported-type']);
    const large = await ask({ size: 100_000_001 });
    expect([large.status, large.body.code]).toEqual([413, 'too-large']);
    for (let file = 0; file < 20; file++) expect((await ask({ size: 100_000_000 })).status).toBe(201);
    const more = await ask({ size: 1 });
    expect([more.status, more.body.code]).toEqual([409, 'quota-exceeded']);
    const { body } = await grace.ask('GET', '/uploads?limit=1');
    expect((await grace.ask('DELETE', `/uploads/${body.items[0].id}`)).status).toBe(204);
    expect((await ask({ size: 1 })).status).toBe(201);
  },
  2 * SECONDS * 1_000,
);

test(
  'staff get at a file by a link that downloads it, and customers do not; a file in use stays [UPL-06]',
  async () => {
    const bytes = binaryStl(box([10, 20, 30]));
    const id = await bring(bytes, 'Halter für Ä.stl');
    await finished(id);
    expect((await ada.ask('GET', `/files/${id}`)).status).toBe(403);
    const token = await signIn(apiUrl, users.staff);
    const { status, body } = await sendAsWritten(apiUrl, 'GET', `/files/${id}`, { token });
    expect(status).toBe(200);
    const file = await fetch(body.url);
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
    expect(file.headers.get('content-disposition')).toContain("filename*=UTF-8''Halter%20f%C3%BCr%20%C3%84.stl");
    const upload = (await itemOf(id)) ?? expect.fail('an upload');
    await store.commit([guards.whileUnchanged(id, hashOf(bytes))]);
    await store.write(guards.keepFor(upload, 'qot_1'));
    const refused = await ada.ask('DELETE', `/uploads/${id}`);
    expect([refused.status, refused.body.code]).toEqual([409, 'in-use']);
    await store.write(guards.letGoFor((await itemOf(id)) ?? expect.fail('an upload'), 'qot_1'));
    expect((await ada.ask('DELETE', `/uploads/${id}`)).status).toBe(204);
    expect((await ada.ask('GET', `/uploads/${id}`)).status).toBe(404);
    expect(await isThere('models', `models/${id}`)).toBe(false);
  },
  2 * SECONDS * 1_000,
);

test(
  'what stands still goes on by the sweep: a lost word of S3, a lost event, an upload that never came [UPL-03, UPL-05]',
  async () => {
    const bytes = binaryStl(cube(12));
    const announced = { ownerId: ada.id, size: bytes.length, sha256: hashOf(bytes) };
    const quota = async () => (await store.readTogether([reads.quota(ada.id)]))[0] ?? expect.fail('a quota');
    const open = async (upload: ReturnType<typeof takenModel>) => {
      const before = await quota();
      const after = {
        ...before,
        files: before.files + 1,
        bytes: before.bytes + upload.size,
        version: before.version + 1,
      };
      await store.commit(writes.open(upload, before, after));
      return upload.id;
    };
    // Nobody tells of this one: it lies there before its upload does.
    const untold = newId('upl');
    await s3.send(new PutObjectCommand({ Bucket: bucketOf('incoming'), Key: incomingKey(untold), Body: bytes }));
    await until(
      'the file of no upload to be removed',
      async () => ((await isThere('incoming', incomingKey(untold))) ? undefined : true),
      SECONDS,
    );
    const abandoned = await open(takenModel(newId('upl'), { ...announced, ...longAgo(60), status: 'PENDING' }));
    const looked = await open(takenModel(newId('upl'), { ...announced, ...longAgo(10), status: 'PENDING' }));
    const lost = await open(takenModel(newId('upl'), { ...announced, ...longAgo(90) }));
    await s3.send(new PutObjectCommand({ Bucket: bucketOf('models'), Key: `models/${lost}`, Body: bytes }));
    const deleted = await open(takenModel(newId('upl'), { ...announced, ...longAgo(90), status: 'DELETED' }));
    await s3.send(new PutObjectCommand({ Bucket: bucketOf('models'), Key: `models/${deleted}`, Body: bytes }));

    await invoke('uploads-cron-uploads');
    expect(await itemOf(abandoned)).toBeUndefined();
    expect(await isThere('models', `models/${deleted}`)).toBe(false);
    expect((await finished(lost)).analysis.volumeMm3).toBe(1_728);
    expect((await itemOf(looked))?.status).toBe('PENDING');
  },
  2 * SECONDS * 1_000,
);

test(
  'whoever leaves takes their models along, and one that an order needs once that has ended [AUT-22, PLT-05]',
  async () => {
    const grace = await newCustomer();
    const [free, needed] = [
      await bring(binaryStl(cube(5)), 'free.stl', { owner: grace, unit: 'mm' }),
      await bring(binaryStl(cube(6)), 'needed.stl', { owner: grace, unit: 'mm' }),
    ];
    await Promise.all([finished(free, grace), finished(needed, grace)]);
    await store.write(guards.keepFor((await itemOf(needed)) ?? expect.fail('an upload'), 'ord_1'));
    const asked = await grace.ask('POST', '/me/export');
    const exported = await until(
      'the export',
      async () => {
        const { body } = await grace.ask('GET', `/me/export/${asked.body.id}`);
        return body.status === 'READY' ? body : undefined;
      },
      SECONDS,
    );
    const data = (await (await fetch(exported.url)).json()) as { uploads: { id: string }[] };
    expect(data.uploads.map(({ id }) => id).toSorted()).toEqual([free, needed].toSorted());

    expect((await grace.ask('DELETE', '/me')).status).toBe(204);
    await until(
      'the free one to be gone',
      async () => ((await itemOf(free)) || (await isThere('models', `models/${free}`)) ? undefined : true),
      SECONDS,
    );
    expect(await isThere('models', `models/${needed}`)).toBe(true);
    await store.write(guards.letGoFor((await itemOf(needed)) ?? expect.fail('an upload'), 'ord_1'));
    await invoke('privacy-cron-erasures');
    expect([await itemOf(needed), await isThere('models', `models/${needed}`)]).toEqual([undefined, false]);
  },
  2 * SECONDS * 1_000,
);
