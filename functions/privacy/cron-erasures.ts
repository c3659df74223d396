import type { Context } from 'aws-lambda';
import { env } from '../shared/env.ts';
import { scheduled } from '../shared/schedule.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { eraser } from './eraser.aws.ts';
import { erasureList } from './erasures.dynamodb.ts';
import { finishErasures } from './finish-erasures.ts';

const finish = finishErasures({ erasures: erasureList(dynamoStore(), env('PRIVACY_TABLE')), erase: eraser() });

/** Goes on with the erasures that are not finished; started every fifteen minutes. */
export const handler = (_event: unknown, context: Context): Promise<void> =>
  scheduled('finish-erasures', context, finish);
