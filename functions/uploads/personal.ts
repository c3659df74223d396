/** What uploads know of people: the files that they brought, and what was found in them. */
import * as z from 'zod';
import { repliesPartition } from '../shared/http/replies.ts';
import { Timestamp } from '../shared/http/shapes.ts';
import { type PersonalPorts, personalPart } from '../shared/personal.ts';
import { everyItem } from '../shared/store/store.ts';
import { keysOf } from './model-files.ts';
import { isInUse, type Upload } from './upload.ts';
import { ownerPartition, storedUpload, uploadPartition } from './upload-keys.ts';

type Ports = PersonalPorts<'uploads'>;
/** `models` is the bucket of files that were taken, and of their pictures. */
type ErasePorts = Ports & { readonly models: { remove(key: string): Promise<void> } };

export const uploadsPersonal = personalPart({
  context: 'uploads',
  access: {
    exportSections: { uploads: [], 'uploads/gsi1': ['Query'] },
    erase: { uploads: ['Query', 'DeleteItem'], 'uploads/gsi1': ['Query'] },
  },
  sections: {
    uploads: z
      .array(
        z.object({
          id: z.string(),
          fileName: z.string(),
          size: z.int(),
          sha256: z.string(),
          unit: z.string().optional(),
          status: z.string(),
          reasons: z.array(z.object({ code: z.string(), detail: z.string().optional() })).optional(),
          analysis: z.object({ format: z.string(), triangles: z.int(), volumeMm3: z.number().nullable() }).optional(),
          createdAt: Timestamp,
        }),
      )
      .optional(),
  },

  async exportSections(ports: Ports, userId) {
    return { uploads: (await uploadsAbout(ports, userId)).map(plain) };
  },

  /** Deletes files, pictures, records and their facts. What a quote or an order still needs stays open until that has ended. */
  async erase(ports: ErasePorts, userId) {
    const open: string[] = [];
    for (const upload of await uploadsAbout(ports, userId)) {
      if (isInUse(upload)) {
        open.push(upload.id);
        continue;
      }
      for (const key of keysOf(upload)) await ports.models.remove(key);
      await deletePartition(ports, uploadPartition(upload.id));
    }
    await deletePartition(ports, repliesPartition(userId));
    if (open.length === 0) await deletePartition(ports, ownerPartition(userId));
    return open;
  },
});

async function deletePartition({ store, tables: { uploads: table } }: Ports, partition: string): Promise<void> {
  for (const item of await everyItem(store, { table, partition })) {
    const key = { pk: String(item['pk']), sk: String(item['sk']) };
    await store.write({ kind: 'delete', table, key });
  }
}

const plain = ({ reasons, ...upload }: Upload) => ({ ...upload, ...(reasons ? { reasons: [...reasons] } : {}) });

/** What somebody has here; something of a moment ago may be missing. */
async function uploadsAbout({ store, tables }: Ports, userId: string): Promise<Upload[]> {
  const request = { table: tables.uploads, index: 'gsi1', partition: ownerPartition(userId) } as const;
  return (await everyItem(store, request)).map(storedUpload.decode);
}
