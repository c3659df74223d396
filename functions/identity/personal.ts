/** What identity knows of people: the account, its addresses, where they are signed in, and what was done and from where. */
import * as z from 'zod';
import type { Fact } from '../shared/events/facts.ts';
import { Timestamp } from '../shared/http/shapes.ts';
import { Happening, KeptAddress, type PersonalPorts, personalPart } from '../shared/personal.ts';
import { belongingsOf, emailsAmong, factsAmong, sessionsAmong } from './belongings.ts';
import { profileOf } from './people/user.ts';
import { identityReads } from './reads.ts';
import { Session } from './sessions/contract.ts';
import { Profile } from './shapes.ts';
import { RegistrationRepeated } from './sign-up/contract.ts';
import { identityWrites } from './writes.ts';

type Ports = PersonalPorts<'identity'>;

/** The user went between two looks. */
export class UserGone extends Error {
  override name = 'UserGone';
}

export const identityPersonal = personalPart({
  context: 'identity',
  access: {
    exportSections: { identity: ['BatchGetItem', 'Query'], 'identity/gsi1': ['Query'] },
    erase: { identity: ['Query', 'DeleteItem'], 'identity/gsi1': ['Query'] },
  },
  sections: {
    profile: Profile.omit({ version: true }).extend({ disabled: z.boolean(), updatedAt: Timestamp }),
    otherEmails: z
      .array(z.object({ email: z.string(), is: z.enum(['former', 'awaited']) }))
      .meta({ description: 'Given up lately and kept to be told so, or asked for in the last days and not confirmed' }),
    addresses: z.array(
      KeptAddress.extend({ id: z.string(), label: z.string().optional(), createdAt: Timestamp, version: z.int() }),
    ),
    sessions: z.array(Session.omit({ current: true })),
    account: z.array(Happening).meta({
      description:
        'What happened to the account, and in the last thirty days that somebody asked for its address as a new one; nothing of who that was',
    }),
    security: z.array(Happening.extend({ ip: z.string(), userAgent: z.string().optional() })).meta({
      description:
        'What was asked of the account in the last thirty days, and from where: registering, links by mail, signing in and out, changes of password and address, what was refused. Whoever knows the address can have asked for a link or tried to sign in',
    }),
  },

  /** Throws `UserGone`. */
  async exportSections({ store, tables }: Ports, userId) {
    const reads = identityReads(tables.identity);
    const [items, [user, addresses]] = await Promise.all([
      belongingsOf(store, tables.identity, userId),
      store.readTogether([reads.user(userId), reads.addressBook(userId)]),
    ]);
    if (!user) throw new UserGone(userId);
    const happenings = factsAmong(items).map(happening);
    return {
      profile: { ...profileOf(user), disabled: user.disabled, updatedAt: user.updatedAt },
      otherEmails: emailsAmong(items, user.email),
      addresses: [...addresses],
      sessions: sessionsAmong(items),
      account: happenings.filter(({ ip }) => ip === undefined),
      security: happenings.flatMap(({ ip, ...told }) => (ip === undefined ? [] : [{ ...told, ip }])),
    };
  },

  /** The login, sessions, one-time tokens, and from where they did what. Nothing of it runs on. Throws `SignInUnavailable`. */
  async erase(
    { store, tables, closeLogin }: Ports & { readonly closeLogin: (userId: string) => Promise<void> },
    userId,
  ) {
    await closeLogin(userId);
    const writes = identityWrites(tables.identity);
    for (const item of await belongingsOf(store, tables.identity, userId)) await store.write(writes.forget(item));
    return [];
  },
});

/**
 * A fact as it is told to the user with whom it lies, with from where it was done if that was said. Who took the user's
 * address for the own one is somebody else: of them nothing is told.
 */
function happening(fact: Fact) {
  if (fact.type === RegistrationRepeated.type) return { ...fact, actor: 'anonymous', ip: undefined };
  const { ip, userAgent } = (fact.event?.data ?? {}) as { readonly ip?: string; readonly userAgent?: string };
  return { ...fact, ip, userAgent };
}
