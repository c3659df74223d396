import { EmailSent } from '../notifications/contract.ts';
import { systemClock } from '../shared/clock.ts';
import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { noteMail } from './note-mail.ts';
import { ordersReads } from './reads.ts';
import { ordersWrites } from './writes.ts';

const table = env('ORDERS_TABLE');
const note = noteMail({
  store: dynamoStore(),
  orders: { reads: ordersReads(table), writes: ordersWrites(table) },
  clock: systemClock,
});

export const handler = consumer([when(EmailSent, ({ event: { data } }) => note(data))]);
