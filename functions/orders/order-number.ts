import { randomBytes } from 'node:crypto';
import { crockford } from '../shared/ids.ts';

/** `ORD-YYYYMMDD-XXXXX`: 33 million a day, drawn at random, because a counter would be a lock that all orders share. */
export const newOrderNumber = (now: Date): string =>
  `ORD-${now.toISOString().slice(0, 10).replaceAll('-', '')}-${crockford(randomBytes(4), 5)}`;
