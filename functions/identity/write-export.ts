import type { Mail } from '../notifications/reads.ts';
import type { CustomersOrders, OrderStory } from '../orders/lists.ts';
import { paymentIdOf } from '../orders/reads.ts';
import type { PaymentsReads } from '../payments/reads.ts';
import type { Clock } from '../shared/clock.ts';
import type { Fact } from '../shared/events/facts.ts';
import type { Store } from '../shared/store/store.ts';
import type { ShippingReads } from '../shipping/reads.ts';
import { type Belongings, emailsAmong, factsAmong, sessionsAmong } from './belongings.ts';
import type { ExportFiles } from './export-files.ts';
import { profileOf, type User } from './people/user.ts';
import { PersonalData } from './personal-data.ts';
import type { IdentityReads } from './reads.ts';
import { RegistrationRepeated } from './sign-up/contract.ts';
import { ExportGone, type IdentityWrites } from './writes.ts';

/** Where the shop keeps what it knows of people. Whoever adds a context that does adds it here, and to the schema. */
export interface Sources {
  readonly store: Store;
  readonly identity: { readonly reads: IdentityReads; readonly belongings: Belongings };
  readonly orders: CustomersOrders;
  readonly payments: PaymentsReads;
  readonly shipping: ShippingReads;
  readonly mails: (userId: string) => Promise<readonly Mail[]>;
}

/**
 * Writes the file of an export and marks it ready, once: what its owner was given a link to stays as it is. Of an export
 * whose time is over, or of somebody who is gone by the time that it is written, no file stays.
 */
export const writeExport =
  ({
    sources,
    identity,
    files,
    clock,
  }: {
    readonly sources: Sources;
    readonly identity: { readonly writes: IdentityWrites };
    readonly files: ExportFiles;
    readonly clock: Clock;
  }) =>
  async (asked: { readonly userId: string; readonly exportId: string }): Promise<void> => {
    const { store } = sources;
    const { reads } = sources.identity;
    const [user, known] = await store.readTogether([
      reads.user(asked.userId),
      reads.dataExport(asked.userId, asked.exportId),
    ]);
    // From the dead letters a message may come when nobody can fetch the file any more.
    if (!user || !known || clock.now() >= new Date(known.expiresAt)) return files.remove(asked);
    if (known.ready) return;
    const data = await personalData(sources, user, asked.exportId, clock.now());
    await files.put(asked, JSON.stringify(data, undefined, 2));
    try {
      await store.write(identity.writes.finishExport(known));
    } catch (error) {
      if (!(error instanceof ExportGone)) throw error;
      await files.remove(asked);
    }
  };

/** Everything that the shop knows of a user. In: the user, the export that it is for, and the time. */
async function personalData(
  { store, identity, orders, payments, shipping, mails }: Sources,
  user: User,
  exportId: string,
  now: Date,
): Promise<PersonalData> {
  const [items, stories, sent, [addresses]] = await Promise.all([
    identity.belongings.of(user.id),
    orders.storiesOf(user.id),
    mails(user.id),
    store.readTogether([identity.reads.addressBook(user.id)]),
  ]);
  const orderIds = stories.map(({ head }) => head.id);
  const [paid, shipped] = await store.readTogether([
    payments.payments(orderIds.map(paymentIdOf)),
    shipping.shipments(orderIds),
  ]);
  const happenings = factsAmong(items).map(happening);
  return PersonalData.parse({
    schemaVersion: 1,
    exportId,
    createdAt: now.toISOString(),
    profile: { ...profileOf(user), disabled: user.disabled, updatedAt: user.updatedAt },
    otherEmails: emailsAmong(items, user.email),
    addresses,
    sessions: sessionsAmong(items),
    account: happenings.filter(({ ip }) => ip === undefined),
    security: happenings.filter(({ ip }) => ip !== undefined),
    orders: stories.map(told),
    payments: paid,
    shipments: shipped,
    mails: sent,
  });
}

/**
 * A fact as it is told to the user with whom it lies, with from where it was done if that was said. Who took the user's
 * address for the own one is somebody else: of them nothing is told.
 */
function happening(fact: Fact) {
  if (fact.type === RegistrationRepeated.type) return { ...fact, actor: 'anonymous', ip: undefined };
  const { ip, userAgent } = (fact.event?.data ?? {}) as { readonly ip?: string; readonly userAgent?: string };
  return { ...fact, ip, userAgent };
}

const told = ({ head, details, facts }: OrderStory) => ({ ...details, ...head, story: facts });
