/** What notifications know of people: which mails went to them. */
import * as z from 'zod';
import { Timestamp } from '../shared/http/shapes.ts';
import { type PersonalPorts, personalPart } from '../shared/personal.ts';
import { everyItem } from '../shared/store/store.ts';
import { recipientPartition, storedMail } from './reads.ts';

type Ports = PersonalPorts<'notifications'>;

export const notificationsPersonal = personalPart({
  context: 'notifications',
  access: {
    exportSections: { notifications: [], 'notifications/gsi1': ['Query'] },
    erase: {},
  },
  sections: {
    mails: z.array(
      z.object({
        id: z.string(),
        template: z.string(),
        status: z.string(),
        orderId: z.string().optional(),
        createdAt: Timestamp,
        sentAt: Timestamp.optional(),
      }),
    ),
  },

  async exportSections({ store, tables }: Ports, userId) {
    const request = { table: tables.notifications, index: 'gsi1', partition: recipientPartition(userId) } as const;
    return { mails: (await everyItem(store, request)).map(storedMail.decode) };
  },

  /** The ledger names a recipient by the id alone: addresses and texts are not kept. */
  erase: async (_ports: object) => [],
});
