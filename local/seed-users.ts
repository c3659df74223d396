import { randomBytes } from 'node:crypto';
import type { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { AddressTaken, createUser } from '../functions/identity/create-user.ts';
import { cognitoLogins } from '../functions/identity/logins.cognito.ts';
import { identityReads } from '../functions/identity/reads.ts';
import { identityWrites } from '../functions/identity/writes.ts';
import { systemClock } from '../functions/shared/clock.ts';
import { newId } from '../functions/shared/ids.ts';
import { withInvocation } from '../functions/shared/invocation.ts';
import type { Store } from '../functions/shared/store.ts';
import { type Login, roles, type Users } from './outputs.ts';

/** A user of every role, with passwords of this run. Who is there already stays as it is, and so do known logins. */
export async function seedUsers(at: {
  readonly store: Store;
  readonly identityTable: string;
  readonly userPoolId: string;
  readonly cognito: CognitoIdentityProviderClient;
  readonly known?: Users | undefined;
}): Promise<Users> {
  const create = createUser({
    store: at.store,
    identity: { reads: identityReads(at.identityTable), writes: identityWrites(at.identityTable) },
    logins: cognitoLogins({ userPoolId: at.userPoolId, client: at.cognito }),
    clock: systemClock,
  });
  const logins: [string, Login][] = [];
  for (const role of roles) {
    const login = at.known?.[role] ?? {
      email: `${role}@printverse.example`,
      password: randomBytes(15).toString('base64url'),
    };
    const person = {
      email: login.email,
      name: `${role.charAt(0).toUpperCase()}${role.slice(1)}`,
      locale: 'en',
    } as const;
    try {
      await asOperator(() => create(person, { role, password: login.password }));
    } catch (error) {
      if (!(error instanceof AddressTaken)) throw error;
    }
    logins.push([role, login]);
  }
  return Object.fromEntries(logins) as Users;
}

const asOperator = <T>(work: () => Promise<T>): Promise<T> =>
  withInvocation(
    {
      correlationId: newId('cor'),
      requestId: 'seed',
      traceparent: undefined,
      causationId: undefined,
      actor: 'system:seed',
      deadline: Date.now() + 60_000,
    },
    work,
  );
