import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { AdminProduct, ReadProduct } from '../../../functions/catalog/contract.ts';
import { originalKey } from '../../../functions/media/originals.ts';
import { uploadsIn } from '../../../functions/media/uploads.ts';
import { newId } from '../../../functions/shared/ids.ts';
import { dynamoStore } from '../../../functions/shared/store/store.dynamodb.ts';
import { clientConfig } from '../../../local/cloud.ts';
import { seedProductId, seedProductLines } from '../../../local/seed/products.ts';
import { seedPictures } from '../../../local/seed-pictures.ts';
import { sendAsWritten, signIn } from '../../../tools/demo/client.ts';
import { root } from '../../../tools/root.ts';
import { draftOf } from '../../support/catalog.ts';
import { eventually } from '../../support/eventually.ts';
import { apiUrl, documents, endpoint, tableOf, users } from '../orders/buying.ts';

const config = clientConfig(endpoint);
const s3 = new S3Client({ ...config, forcePathStyle: true });
const sqs = new SQSClient(config);
const Bucket = 'printverse-local-originals-000000000000-us-east-1';
const picture = await readFile(join(root, 'local/seed/pictures/twist-vase.webp'));
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64');

/** A picture is packed in two formats on a machine that does much else. */
const SECONDS = 60;

let token = '';
let productId = '';
beforeAll(async () => {
  token = await signIn(apiUrl, users.staff);
  const slug = `pictured-${newId('prd').slice(-12).toLowerCase()}`;
  const made = await sendAsWritten(apiUrl, 'POST', '/admin/products', { token, body: draftOf(slug) });
  productId = AdminProduct.parse(made.body).id;
});

const ask = (bytes: Uint8Array, contentType = 'image/webp', as = token) =>
  sendAsWritten(apiUrl, 'POST', '/upload/image', {
    token: as,
    body: {
      productId,
      alt: { en: 'A vase', de: 'Eine Vase' },
      fileName: 'vase',
      contentType,
      size: bytes.length,
      sha256: hash(bytes),
    },
  });

const put = async (link: { url: string; headers: Record<string, string> }, bytes: Uint8Array): Promise<number> =>
  (await fetch(link.url, { method: 'PUT', headers: link.headers, body: Buffer.from(bytes) })).status;

const stateOf = async (uploadId: string) =>
  (await sendAsWritten(apiUrl, 'GET', `/upload/image/${uploadId}`, { token })).body;

const finished = (uploadId: string) =>
  eventually(
    `the upload ${uploadId} is finished`,
    async () => {
      const state = await stateOf(uploadId);
      return state.status === 'PENDING' ? undefined : state;
    },
    SECONDS,
  );

const original = async (uploadId: string): Promise<boolean> => {
  return s3.send(new HeadObjectCommand({ Bucket, Key: originalKey(uploadId) })).then(
    () => true,
    () => false,
  );
};

const pageOf = async () =>
  ReadProduct.success.body.parse((await sendAsWritten(apiUrl, 'GET', `/products/${productId}?locale=de`)).body);

test('what staff upload becomes the picture of its product, in every size, and is served for ever [UPL-07, UPL-08, CAT-09]', async () => {
  const { status, body: link } = await ask(picture);
  expect(status).toBe(201);
  expect(await put(link, picture)).toBe(200);
  // The link has served.
  expect(await put(link, picture)).toBe(412);
  const { image } = await finished(link.uploadId);
  const { product } = await eventually('the product has its picture', async () => {
    const page = await pageOf();
    return page.product.images.length > 0 ? page : undefined;
  });
  expect(product.images).toEqual([{ ...image, alt: 'Eine Vase' }]);
  expect(product.images[0]).toMatchObject({ id: link.uploadId, width: 1_000, height: 1_000 });

  for (const [url, type] of [
    [image.sizes.medium.webp, 'image/webp'],
    [image.sizes.small.avif, 'image/avif'],
  ]) {
    const answer = await fetch(`${apiUrl}${url}`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect((await sharp(bytes).metadata()).width).toBe(type === 'image/webp' ? 800 : 400);
  }
  expect((await fetch(`${apiUrl}/media/AAAAAAAAAAAAAAAAAAAAAA-400.webp`)).status).toBe(404);

  // Told of again, and by hand, it changes nothing.
  const { QueueUrl } = await sqs.send(
    new GetQueueUrlCommand({ QueueName: 'printverse-local-media-on-original-stored' }),
  );
  await sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ key: originalKey(link.uploadId) }) }),
  );
  const other = await ask(picture);
  await put(other.body, picture);
  await finished(other.body.uploadId);
  const again = await eventually('the second picture is there', async () => {
    const page = await pageOf();
    return page.product.images.length > 1 ? page : undefined;
  });
  expect(again.product.images.map(({ id }) => id)).toEqual([link.uploadId, other.body.uploadId]);
  expect(again.product.version).toBe(product.version + 1);
});

test('S3 takes no other file than the announced one [UPL-07, K18]', async () => {
  const { body: link } = await ask(picture);
  const swapped = Buffer.from(picture);
  swapped[200] = (swapped[200] ?? 0) ^ 1;
  expect(await put(link, swapped)).toBe(400);
  expect(await put(link, Buffer.concat([picture, Buffer.alloc(1)]))).toBe(403);
  expect(await put({ ...link, headers: { ...link.headers, 'content-type': 'text/html' } }, picture)).toBe(403);
  expect(await put({ ...link, headers: { ...link.headers, 'x-amz-checksum-sha256': hash(swapped) } }, swapped)).toBe(
    403,
  );
  expect(await original(link.uploadId)).toBe(false);
  expect((await stateOf(link.uploadId)).status).toBe('PENDING');
});

test('a file that is not what it says is refused with its reason, and deleted [UPL-07]', async () => {
  const { body: link } = await ask(picture, 'image/jpeg');
  expect(await put(link, picture)).toBe(200);
  expect(await finished(link.uploadId)).toMatchObject({ status: 'REJECTED', reasons: [{ code: 'other-type' }] });
  await eventually('the original is gone', async () => ((await original(link.uploadId)) ? undefined : true));
});

test('an upload that is pending for long is looked at, and made once its file is there [UPL-08]', async () => {
  const id = newId('img');
  const createdAt = new Date(Date.now() - 120_000).toISOString();
  const pending = { id, productId, alt: { en: 'A vase' }, fileName: 'vase', contentType: 'image/webp' } as const;
  await dynamoStore(documents).write(
    uploadsIn(tableOf('media')).open({ ...pending, size: picture.length, status: 'PENDING', createdAt, version: 1 }),
  );
  expect((await stateOf(id)).status).toBe('PENDING');
  await s3.send(new PutObjectCommand({ Bucket, Key: originalKey(id), Body: picture }));
  expect((await finished(id)).status).toBe('PROCESSED');
});

test('nobody but staff gets a link, and what is wrong with a request is said [UPL-07]', async () => {
  expect((await ask(picture, 'image/webp', await signIn(apiUrl, users.customer))).status).toBe(403);
  const gif = await ask(picture, 'image/gif');
  expect([gif.status, gif.body.code]).toEqual([400, 'unsupported-type']);
  const large = await ask(Buffer.alloc(10_000_001));
  expect([large.status, large.body.code]).toEqual([413, 'too-large']);
});

test('the seeded products get their pictures by the same way, once [UPL-08, CAT-09]', async () => {
  const lines = seedProductLines.filter(({ draft }) => draft.department === 'home').slice(0, 3);
  const told: string[] = [];
  const seeding = {
    endpoint,
    lines,
    onProgress: (made: number, total: number) => void told.push(`${made} of ${total}`),
  };
  expect(await seedPictures(seeding)).toBe(3);
  expect(told).toEqual(['1 of 3', '2 of 3', '3 of 3']);
  const shown = await eventually('every product has its picture', async () => {
    const urls = await Promise.all(
      lines.map(async ({ draft }) => {
        const { status, body } = await sendAsWritten(apiUrl, 'GET', `/products/${seedProductId(draft.slug)}`);
        // A shop that is busy with other tests may ask to come again.
        return status === 200 ? ReadProduct.success.body.parse(body).product.images.map(({ url }) => url) : [];
      }),
    );
    return urls.every((images) => images.length > 0) ? urls : undefined;
  });
  expect(shown.map((images) => images.length)).toEqual([1, 1, 1]);
  expect(await seedPictures(seeding)).toBe(0);
}, 120_000);
