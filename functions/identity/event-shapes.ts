/** What the events of identity are made of. */
import * as z from 'zod';
import { idSchema } from '../shared/ids.ts';

export const aboutUser = { userId: idSchema('usr') };

/** From where somebody did something, in the events that security is about. */
export const from = { ip: z.string(), userAgent: z.string().optional() };
/** The same in events that there were before they said so. */
export const fromLately = { ...from, ip: from.ip.optional() };
