import { createPublicKey } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { cognitoTokens } from '../../functions/shared/http/tokens.cognito.ts';
import type { Identity, Tokens } from '../../functions/shared/http/tokens.ts';
import type { Claims, Pool } from './forged-tokens.ts';

const userPoolId = 'eu-central-1_Abuse';
const clientId = 'client-of-ours';
const now = Math.floor(Date.now() / 1_000);

/** What an access token of the pool says that is accepted for ten minutes. */
export const claims: Claims = {
  iss: `https://cognito-idp.eu-central-1.amazonaws.com/${userPoolId}`,
  client_id: clientId,
  token_use: 'access',
  username: 'usr_01',
  iat: now,
  exp: now + 600,
  jti: 'one',
};

/** A key as a user pool publishes it, but for what is given. */
export const published = ({ key, kid }: Omit<Pool, 'claims'>, more: object = {}): object => ({
  ...createPublicKey(key).export({ format: 'jwk' }),
  kid,
  alg: 'RS256',
  use: 'sig',
  ...more,
});

/** A user pool as far as verifying goes: it publishes, at a loopback address, the keys that it is told to. */
export async function standInPool() {
  let keys: readonly unknown[] | undefined;
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.writeHead(keys ? 200 : 503).end(JSON.stringify({ keys }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a listening server has no port');
  process.env['AWS_ENDPOINT_URL'] = `http://127.0.0.1:${address.port}`;
  const publish = (given: readonly unknown[] | undefined): void => {
    keys = given;
  };
  const tokens = (): Tokens => cognitoTokens({ userPoolId, clientId });
  return {
    /** From now on it publishes these, or does not answer. */
    publish,
    /** A verifier that has asked for no keys yet. */
    tokens,
    /** How often the keys were asked for. */
    asked: () => asked,
    /** What we say to a token while the pool publishes these keys and was asked for none before. */
    verify(token: string, given: readonly unknown[]): Promise<Identity> {
      publish(given);
      return tokens().verify(token);
    },
    close: () => {
      delete process.env['AWS_ENDPOINT_URL'];
      server.close();
    },
  };
}
