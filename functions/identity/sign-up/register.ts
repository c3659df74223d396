import { announced } from '../../shared/events/facts.ts';
import type { Request } from '../../shared/http/api.ts';
import { newId } from '../../shared/ids.ts';
import { whileStale } from '../../shared/store/optimistic.ts';
import type { LinkPorts, LoginPorts } from '../identity-ports.ts';
import { mailAllowance } from '../links/mail-allowance.ts';
import { requestLink } from '../links/mailed-link.ts';
import { oneTimeToken } from '../links/one-time-token.ts';
import { whereaboutsOf } from '../links/whereabouts.ts';
import { findUser } from '../people/find-user.ts';
import { NOBODY, newUser } from '../people/user.ts';
import { closeLogin } from '../sessions/close-login.ts';
import { admission } from './admission.ts';
import { type Register, RegistrationRepeated, UserRegistered } from './contract.ts';
import { registrationOf } from './registration.ts';

/**
 * Opens an account that waits for its address to be confirmed. Answers the same to a new and to a known address, after
 * the same work: as many reads, calls of the user pool and writes in one transaction. The place of an account that was
 * never confirmed is taken by a larger one, which tells that much of an address and costs its owner a mail. Throws
 * `PasswordRefused` and `SignInUnavailable`.
 *
 * The login comes first, under a new id that no user has yet, so a crash leaves a login that nobody can reach, and a
 * repeat simply starts over. Registering an unconfirmed address again makes a new user as well: password, name and
 * links of the earlier one end in the very transaction that brings the new ones, and never is a password changed under
 * a link that is still good.
 *
 * When the address was registered often enough lately, nothing changes, in the same words: who owns it still has the last
 * link. Nothing but registering it counts for that.
 */
export const register =
  ({ store, identity: { reads, writes }, logins, attempts, key, clock }: LinkPorts & LoginPorts) =>
  async ({ body, language, ...request }: Request<typeof Register>) => {
    const { password, ...profile } = body;
    const from = whereaboutsOf(request);
    const id = newId('usr');
    const { current } = await key();
    const mayBeMailed = mailAllowance(attempts, body.email);
    await logins.open(id, password);

    const leftOver = await whileStale(async () => {
      const now = clock.now();
      const decided = registrationOf(await findUser(store, reads, body.email));
      const tokenOf = (userId: string) =>
        oneTimeToken({ id: newId('tok'), purpose: 'verify-email', userId }, current, now);
      const mailable = await mayBeMailed(decided.kind === 'repeat' ? 'registration-repeated' : 'registration');
      const token = tokenOf(id);
      const registered = announced(UserRegistered, { userId: id, ...from }, { key: 'registered' });
      const person = { ...profile, locale: profile.locale ?? language };
      const user = {
        ...newUser(id, person, { role: 'customer', verified: false }, now),
        verificationId: token.id,
      };
      const opening = [
        ...admission(writes, mailable && decided.kind === 'supersede' ? decided : { kind: 'new' }, user, now),
        writes.recordSecurity(id, user.version, now, registered),
        writes.keepToken(token),
        requestLink(writes, token, user.version, now, request),
      ];
      if (!mailable) {
        await store.commit(writes.inPlaceOf(opening, [writes.keepToken(tokenOf(NOBODY))]));
        return id;
      }
      if (decided.kind === 'repeat') {
        const { owner } = decided;
        const told = announced(RegistrationRepeated, { userId: owner.id, ...from }, { key: `repeated#${id}` });
        await store.commit(writes.inPlaceOf(opening, [writes.recordSecurity(owner.id, owner.version, now, told)]));
        return id;
      }
      await store.commit(opening);
      return decided.kind === 'new' ? NOBODY : decided.predecessor.id;
    });
    await closeLogin(logins, leftOver);
    return { user: { email: body.email, name: body.name }, requiresVerification: true as const };
  };
