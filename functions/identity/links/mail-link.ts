import { newId } from '../../shared/ids.ts';
import { whileStale } from '../../shared/store/optimistic.ts';
import type { LinkPorts } from '../identity-ports.ts';
import { findUser } from '../people/find-user.ts';
import { NOBODY, type User } from '../people/user.ts';
import { mailAllowance } from './mail-allowance.ts';
import { replaceToken, requestLink } from './mailed-link.ts';
import { oneTimeToken, type TokenPurpose } from './one-time-token.ts';
import type { Whereabouts } from './whereabouts.ts';

/**
 * Mails a link to an address that anybody may name; a new link takes the place of the one before. In: what it is for,
 * which users may have one, and the request. Answers nothing, and takes as many calls with as many writes, whoever is asked
 * for: for an address of nobody or of another user, and when the address was mailed enough, it keeps a token of nobody's. So
 * the last link that was mailed stays good.
 */
export async function mailLink(
  { store, identity: { reads, writes }, attempts, key, clock }: LinkPorts,
  purpose: TokenPurpose,
  mayHave: (user: User) => boolean,
  { body: { email }, ...from }: Whereabouts & { readonly body: { readonly email: string } },
): Promise<undefined> {
  const { current } = await key();
  const mailable = await mailAllowance(attempts, email)(purpose);
  return whileStale(async () => {
    const now = clock.now();
    const found = await findUser(store, reads, email);
    const user = mailable && found && mayHave(found) ? found : undefined;
    const token = oneTimeToken({ id: newId('tok'), purpose, userId: user?.id ?? NOBODY }, current, now);
    const { id, version } = user ?? { id: NOBODY, version: 0 };
    const mailing = [
      ...replaceToken(writes, { id, version }, token, now),
      requestLink(writes, token, version + 1, now, from),
    ];
    await store.commit(user ? mailing : writes.inPlaceOf(mailing, [writes.keepToken(token)]));
    return undefined;
  });
}
