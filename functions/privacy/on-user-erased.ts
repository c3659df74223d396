import { consumer, when } from '../shared/events/consumer.ts';
import { UserErased } from './contract.ts';
import { eraser } from './eraser.aws.ts';

const erase = eraser();

export const handler = consumer([when(UserErased, ({ event: { data } }) => erase(data.userId))]);
