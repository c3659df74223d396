import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import type { Announcement } from './publish-facts.ts';

/** The announcement in a stream record: a fact is published when its item appears, and only then. */
export function announcementOf(record: DynamoDBRecord): Announcement | undefined {
  const image = record.dynamodb?.NewImage;
  if (record.eventName !== 'INSERT' || image?.['publish']?.BOOL !== true) return undefined;
  const { source, event } = unmarshall(image as Parameters<typeof unmarshall>[0]) as Announcement;
  return { source, event };
}
