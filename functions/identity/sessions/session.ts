import { addSeconds } from '../../shared/clock.ts';
import { derivedId } from '../../shared/ids.ts';
import { sameText } from '../../shared/signatures.ts';
import type { User } from '../people/user.ts';
import type { Session as SessionShown } from './contract.ts';

/** What a sign-in of a browser leaves with us. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  /** Hash of the secret that the browser's cookie holds. */
  readonly secretHash: string;
  /** The secret before that one, and when it was replaced. */
  readonly replaced?: { readonly hash: string; readonly at: string };
  /** The user's at the sign-in; a session of an earlier generation is over. */
  readonly generation: number;
  readonly rememberMe: boolean;
  /** What gets access tokens from the user pool, sealed. */
  readonly refreshToken: string;
  /** From where it was used last. */
  readonly ip: string;
  readonly userAgent?: string;
  /** RFC 3339, UTC. */
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
  readonly version: number;
}

/** Seconds from the sign-in: a refresh token of the user pool lives as long. */
const REMEMBERED_SECONDS = 30 * 86_400;
/** The same where nobody asked to be remembered: a working day and its evening. */
const FORGOTTEN_SECONDS = 12 * 3_600;
/** Seconds in which a replaced secret is a second tab that asked at the same time, and not a copy. */
const GRACE_SECONDS = 10;

/**
 * The session of a sign-in, so that an access token finds its own by a keyed read. In: what the token calls its sign-in;
 * without one an id that no session has.
 */
export const sessionIdOf = (signInId: string | undefined): string => derivedId('ses', [signInId ?? '']);

/** A session at version 1. In: its id and user, what the browser holds and asked for, from where, and the time. */
export const newSession = (
  { id, user }: { readonly id: string; readonly user: User },
  held: Pick<Session, 'secretHash' | 'refreshToken' | 'rememberMe'>,
  from: Pick<Session, 'ip' | 'userAgent'>,
  now: Date,
): Session => ({
  id,
  userId: user.id,
  generation: user.generation,
  ...held,
  ...from,
  createdAt: now.toISOString(),
  lastUsedAt: now.toISOString(),
  expiresAt: addSeconds(now, held.rememberMe ? REMEMBERED_SECONDS : FORGOTTEN_SECONDS).toISOString(),
  version: 1,
});

/** Whether a session still opens anything. In: its user as it is now. */
export const isAlive = (session: Session, user: User | undefined, now: Date): user is User =>
  user !== undefined && !user.disabled && user.generation === session.generation && now < new Date(session.expiresAt);

/**
 * What it means that a secret of this session is presented. In: its hash; the secret is known to be one that we made for
 * this session. `just-replaced` comes from another tab of the same browser; `stolen` was replaced earlier, so two hold
 * copies, and which of them is the owner cannot be told.
 */
export const standingOf = (session: Session, hash: string, now: Date): 'current' | 'just-replaced' | 'stolen' => {
  if (sameText(session.secretHash, hash)) return 'current';
  const { replaced } = session;
  return replaced && sameText(replaced.hash, hash) && now <= addSeconds(new Date(replaced.at), GRACE_SECONDS)
    ? 'just-replaced'
    : 'stolen';
};

/** The session after its secret was replaced. In: the hash of the new one and the sealed token, from where, and the time. */
export const rotated = (
  { userAgent: _, ...session }: Session,
  held: Pick<Session, 'secretHash' | 'refreshToken'>,
  from: Pick<Session, 'ip' | 'userAgent'>,
  now: Date,
): Session => ({
  ...session,
  ...held,
  ...from,
  replaced: { hash: session.secretHash, at: now.toISOString() },
  lastUsedAt: now.toISOString(),
  version: session.version + 1,
});

/** The session as the only one that outlives the end of all. In: the user's new generation. */
export const carriedOver = (session: Session, generation: number): Session => ({
  ...session,
  generation,
  version: session.version + 1,
});

/** Seconds for which a browser keeps the cookies; nothing where it forgets them when it is closed. */
export const cookieSeconds = ({ rememberMe, expiresAt }: Session, now: Date): number | undefined =>
  rememberMe ? Math.floor((new Date(expiresAt).getTime() - now.getTime()) / 1000) : undefined;

/** A session as its user sees it. In: the id of the one that asks. */
export const sessionShown = (session: Session, currentId: string): SessionShown => {
  const { id, rememberMe, ip, userAgent, createdAt, lastUsedAt, expiresAt } = session;
  return {
    id,
    current: id === currentId,
    rememberMe,
    ip,
    ...(userAgent === undefined ? {} : { userAgent }),
    createdAt,
    lastUsedAt,
    expiresAt,
  };
};
