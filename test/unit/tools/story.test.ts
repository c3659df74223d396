import { expect, test } from 'vitest';
import { storyLine } from '../../../tools/demo/story.ts';

const entry = { at: '2026-11-21T10:00:00.000Z', type: 'inventory.reservation', title: 'Reservation requested' };

test.each([
  [
    'what is told, lists and Money as well',
    { template: 'order-created', amount: { amount: 1, currency: 'EUR' } },
    '10:00:00.000  Reservation requested (template order-created, amount {"amount":1,"currency":"EUR"})',
  ],
  [
    'the fact, and no id that every line has',
    { key: 'created', correlationId: 'cor_1', orderId: 'ord_1' },
    '10:00:00.000  Reservation requested  [created]',
  ],
  ['nothing but the title where nothing is told', undefined, '10:00:00.000  Reservation requested'],
])('a line of the demonstration shows %s [RES-07]', (_, details, line) => {
  expect(storyLine({ ...entry, ...(details ? { details } : {}) })).toBe(line);
});
