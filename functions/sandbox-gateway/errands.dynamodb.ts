import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { Errand } from './errand.ts';

/** In: a record of the table's stream. Out: the errand that the new item brings, if it brings one. */
export function errandOf(record: DynamoDBRecord): Errand | undefined {
  const image = record.dynamodb?.NewImage;
  if (record.eventName !== 'INSERT' || !image?.['errand']) return undefined;
  return Errand.parse(unmarshall(image as Parameters<typeof unmarshall>[0])['errand']);
}
