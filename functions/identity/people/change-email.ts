import { announced } from '../../shared/events/facts.ts';
import type { Request } from '../../shared/http/api.ts';
import { newId } from '../../shared/ids.ts';
import { whileStale } from '../../shared/store/optimistic.ts';
import type { LinkPorts, LoginPorts } from '../identity-ports.ts';
import { mailAllowance } from '../links/mail-allowance.ts';
import { replaceToken, requestLink } from '../links/mailed-link.ts';
import { oneTimeToken } from '../links/one-time-token.ts';
import { whereaboutsOf } from '../links/whereabouts.ts';
import { revokeSignIn } from '../sessions/revoke-sign-in.ts';
import { InvalidCredentials } from '../sessions/sign-in.ts';
import { RegistrationRepeated } from '../sign-up/contract.ts';
import { registrationOf } from '../sign-up/registration.ts';
import type { ChangeEmail } from './contract.ts';
import { findCaller } from './find-caller.ts';
import { findUser } from './find-user.ts';

/**
 * Asks for another address, which counts once the link that is mailed to it is clicked; the old one is told then. Somebody
 * else's address changes nothing but that its owner is told by mail. Answers nothing, after the same work, for any address,
 * and whatever it was, the link asked for before is void: nobody learns from it whose address it is. When the address was
 * mailed enough, also by what others asked for, there is no mail, and the link before is void all the same; kept, it would
 * tell whether the address is taken. Throws `InvalidCredentials`, `SignInUnavailable` and `InvalidToken`.
 */
export const changeEmail =
  ({ store, identity: { reads, writes }, logins, attempts, key, clock }: LinkPorts & LoginPorts) =>
  async ({ caller, body: { email, password }, ...request }: Request<typeof ChangeEmail>): Promise<undefined> => {
    const { generation } = await findCaller(store, reads, caller.userId);
    const checked = await logins.check(caller.userId, password);
    if (!checked) throw new InvalidCredentials();
    const { current } = await key();
    const mayBeMailed = mailAllowance(attempts, email);
    await whileStale(async () => {
      const now = clock.now();
      const user = await findCaller(store, reads, caller.userId);
      // Every login was ended meanwhile: the password that was right may be the one that had to go.
      if (user.generation !== generation) throw new InvalidCredentials();
      const decided = registrationOf(await findUser(store, reads, email));
      const mailable = await mayBeMailed(decided.kind === 'repeat' ? 'registration-repeated' : 'change-email');
      const token = oneTimeToken({ id: newId('tok'), purpose: 'change-email', userId: user.id, email }, current, now);
      const mailed = () => {
        if (decided.kind !== 'repeat') return requestLink(writes, token, user.version + 1, now, request);
        const { id, version } = decided.owner;
        const data = { userId: id, ...whereaboutsOf(request) };
        const told = announced(RegistrationRepeated, data, { key: `repeated#${token.id}` });
        return writes.recordSecurity(id, version, now, told);
      };
      const replacing = replaceToken(writes, user, token, now);
      const mailing = [...replacing, mailed()];
      await store.commit(mailable ? mailing : writes.inPlaceOf(mailing, replacing));
    });
    await revokeSignIn(logins, checked.refreshToken);
  };
