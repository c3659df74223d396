/**
 * The file of a person's data: everything that the shop knows of them, and nothing that opens a door. It is put together from
 * the sections that the contexts declare. Additive within a version: a section that was not there before is optional.
 */
import * as z from 'zod';
import { Timestamp } from '../shared/http/shapes.ts';
import { personalContexts } from './contexts.ts';

type Together<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void ? I : never;
type Sections = Together<(typeof personalContexts)[number]['sections']>;

const sections = Object.assign({}, ...personalContexts.map((context) => context.sections)) as Sections;

export const PersonalData = z
  .object({ schemaVersion: z.literal(1), exportId: z.string(), createdAt: Timestamp, ...sections })
  .meta({ id: 'PersonalData' });
export type PersonalData = z.infer<typeof PersonalData>;
