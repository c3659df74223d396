/** What the contracts of identity’s rooms are made of. */
import * as z from 'zod';
import { ROLES } from '../shared/http/permissions.ts';
import { problem } from '../shared/http/route.ts';
import { Locale, line, oneLine, Timestamp } from '../shared/http/shapes.ts';
import { idSchema } from '../shared/ids.ts';

/** Twelve characters of any kind. The user pool asks for the same, and takes no blank at either end. */
export const NewPassword = z
  .string()
  .normalize('NFC')
  .max(256)
  .regex(oneLine('{12,}'), 'at least 12 characters, no control characters')
  .regex(/^\S.*\S$/u, 'no blank at the beginning or the end')
  .meta({ id: 'NewPassword', format: 'password' });

/** Whatever somebody types as theirs. */
export const TypedPassword = z.string().normalize('NFC').min(1).max(256).meta({ format: 'password' });

export const PersonName = line(100);

/** What every sign-in answers. */
export const accessToken = {
  token: z.string(),
  tokenType: z.literal('Bearer'),
  expiresIn: z.int().positive().max(900).meta({ description: 'Seconds' }),
};

/** The spellings under which the same routes answer. */
export const authAliases = (method: 'GET' | 'POST', path: string) =>
  ['/api', '/bff'].map((prefix) => ({ method, path: `${prefix}${path}` }));

/** What a link of a mail ends in. */
export const MailedToken = z.string().min(1).max(200);

/** What such a link asks for. */
export const LinkQuery = z.strictObject({ token: z.string().max(200).optional() });

export const Role = z.enum(ROLES).meta({ id: 'Role' });

export const Profile = z
  .object({
    id: idSchema('usr'),
    email: z.string(),
    name: z.string(),
    firstName: z.string().optional(),
    lastName: z.string().optional(),
    locale: Locale,
    role: Role,
    permissions: z.array(z.string()),
    emailVerified: z.boolean(),
    createdAt: Timestamp,
    version: z.int().positive(),
  })
  .meta({ id: 'Profile' });
export type Profile = z.infer<typeof Profile>;

export const absent = problem(404, 'not-found', 'absent, or not yours');
export const noToken = problem(
  401,
  'invalid-token',
  'the token is missing, wrong or expired, or the account is disabled',
);
