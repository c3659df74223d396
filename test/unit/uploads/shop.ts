import { createHash } from 'node:crypto';
import { signedCursors } from '../../../functions/shared/http/cursor.ts';
import { permissionsOf, type Role } from '../../../functions/shared/http/permissions.ts';
import { askToUpload } from '../../../functions/uploads/ask-to-upload.ts';
import { checkFile, type StoredMessage } from '../../../functions/uploads/check-file.ts';
import { linkFile } from '../../../functions/uploads/link-file.ts';
import { measureFile } from '../../../functions/uploads/measure-file.ts';
import type { MeasureModel } from '../../../functions/uploads/measuring.ts';
import { type Announced, incomingKey, keysOf } from '../../../functions/uploads/model-files.ts';
import { deleteUpload, listUploads, readUpload } from '../../../functions/uploads/own-uploads.ts';
import { uploadsReads } from '../../../functions/uploads/reads.ts';
import { sweepUploads } from '../../../functions/uploads/sweep-uploads.ts';
import type { Upload } from '../../../functions/uploads/upload.ts';
import { uploadsWrites } from '../../../functions/uploads/writes.ts';
import { asOperator } from '../../../local/as-operator.ts';
import { analysis } from '../../contract/stored/uploads.ts';
import { binaryStl, cube } from '../../support/models.ts';
import { memoryStore } from '../../support/simulation/memory-store.ts';

export const ADA = 'usr_01JD0000000000000000000000';
export const BOB = 'usr_01JD0000000000000000000001';

/** A cube of 20 mm, as a file. */
export const CUBE = binaryStl(cube(20));
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');

/** Uploads over tables, buckets and a queue in memory, with a clock that stands and a measure that finds a cube. */
export function uploadsInMemory() {
  const store = memoryStore();
  const clock = { time: new Date('2026-11-29T12:00:00Z'), now: () => clock.time };
  const incomingFiles = new Map<string, Uint8Array>();
  const objects = new Map<string, Uint8Array>();
  const links: (Announced & { readonly seconds: number })[] = [];
  const queued: StoredMessage[] = [];
  const measuring = {
    calls: 0,
    by: (async () => ({ outcome: 'measured', analysis, preview: new Uint8Array(3) })) as MeasureModel,
  };
  const table = 'uploads';
  const roles = new Map<string, Role>();
  const ports = {
    store,
    table,
    clock,
    uploads: { reads: uploadsReads(table), writes: uploadsWrites(table) },
    incoming: {
      link: async ({ id, contentType, size, sha256 }: Announced, seconds: number) => {
        links.push({ id, contentType, size, sha256, seconds });
        return { url: `https://files.example/${id}`, headers: {} };
      },
      read: async (id: string) => incomingFiles.get(id),
      remove: async (id: string) => void incomingFiles.delete(id),
    },
    models: {
      put: async (id: string, bytes: Uint8Array) => void objects.set(`models/${id}`, bytes),
      read: async (id: string) => objects.get(`models/${id}`),
      link: async ({ fileName }: Pick<Upload, 'id' | 'fileName'>) => `https://files.example/${fileName}`,
      putPreview: async (name: string, png: Uint8Array) => void objects.set(`previews/${name}`, png),
      readPreview: async (name: string) => objects.get(`previews/${name}`),
      remove: async (upload: Pick<Upload, 'id' | 'preview'>) => {
        for (const key of keysOf(upload)) objects.delete(key);
      },
    },
    queue: { send: async (message: StoredMessage) => void queued.push(message) },
    users: {
      current: async (userId: string) => ({ role: roles.get(userId) ?? ('customer' as const), disabled: false }),
    },
    cursors: signedCursors(async () => ({ current: 'a key of thirty-two bytes or more', previous: undefined })),
    newName: () => 'Zk3v9XbQ1mN7tR5yL2pWsA',
    measure: (async (task) => {
      measuring.calls += 1;
      return measuring.by(task);
    }) as MeasureModel,
  };
  const as = (userId: string, more: object = {}) =>
    ({ caller: { userId, permissions: [] }, once: () => [], ...more }) as never;
  const bodyOf = (bytes: Uint8Array, more: object = {}) => ({
    fileName: 'cube.stl',
    contentType: 'model/stl',
    size: bytes.length,
    sha256: hashOf(bytes),
    ...more,
  });
  const shop = {
    store,
    clock,
    ports,
    incomingFiles,
    objects,
    links,
    queued,
    measuring,
    wait: (seconds: number) => {
      clock.time = new Date(clock.time.getTime() + seconds * 1_000);
    },
    ask: (bytes: Uint8Array = CUBE, more: object = {}, userId = ADA) =>
      askToUpload(ports)(as(userId, { body: bodyOf(bytes, more) })),
    read: (id: string, userId = ADA) => readUpload(ports)(as(userId, { params: { modelUploadId: id } })),
    /** By somebody whose token carries what staff may. In: the role that they have by now. */
    readByStaff: (id: string, role: Role, userId = BOB) => {
      roles.set(userId, role);
      const caller = { userId, permissions: permissionsOf('staff') };
      return readUpload(ports)(as(userId, { caller, params: { modelUploadId: id } }));
    },
    list: (limit = 20, cursor?: string, userId = ADA) => listUploads(ports)(as(userId, { query: { limit, cursor } })),
    remove: (id: string, userId = ADA) => deleteUpload(ports)(as(userId, { params: { modelUploadId: id } })),
    link: (fileKey: string, userId = BOB) => asOperator(() => linkFile(ports)(as(userId, { params: { fileKey } }))),
    stored: (id: string, more: Partial<StoredMessage> = {}) =>
      asOperator(() => checkFile(ports)({ key: incomingKey(id), ...more })),
    measure: (id: string) => asOperator(() => measureFile(ports)(id)),
    sweep: () => asOperator(() => sweepUploads(ports)()),
    /** An upload as it lies in the table. */
    item: async (id: string) => (await store.readTogether([ports.uploads.reads.upload(id)]))[0],
    /** Whether anything is kept of it, deleted or not. */
    isKept: (id: string) => store.items(table).some(({ pk, sk }) => pk === `UPLOAD#${id}` && sk === 'META'),
    quota: async (userId = ADA) => (await store.readTogether([ports.uploads.reads.quota(userId)]))[0],
    facts: () => store.items(table).flatMap(({ type }) => (typeof type === 'string' ? [type] : [])),
    /** Asks, puts the file and has it checked. */
    async bring(bytes: Uint8Array = CUBE, more: object = {}) {
      const { uploadId } = await shop.ask(bytes, more);
      incomingFiles.set(uploadId, bytes);
      await shop.stored(uploadId);
      return uploadId;
    },
  };
  return shop;
}
