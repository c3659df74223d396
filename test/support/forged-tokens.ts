import { constants, createHmac, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export type Claims = Readonly<Record<string, unknown>>;

/** What a user pool makes access tokens with, and what it says in them. */
export interface Pool {
  readonly key: KeyObject;
  readonly kid: string;
  /** Of an access token that is accepted: issuer, client, user, times. */
  readonly claims: Claims;
}

const encoded = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url');

const RSA_PADDING = { RS: constants.RSA_PKCS1_PADDING, PS: constants.RSA_PKCS1_PSS_PADDING } as const;

/** A token with the header and claims of the pool but for those given, signed with RSA under the name in `alg`. */
export function mint(
  pool: Pool,
  claims: Claims = {},
  header: Claims = {},
  { key = pool.key, as = 'RS256' }: { key?: KeyObject; as?: string } = {},
): string {
  const input = `${encoded({ alg: as, kid: pool.kid, ...header })}.${encoded({ ...pool.claims, ...claims })}`;
  const padding = RSA_PADDING[as.slice(0, 2) as keyof typeof RSA_PADDING];
  return `${input}.${sign(`sha${as.slice(2)}`, Buffer.from(input), { key, padding }).toString('base64url')}`;
}

const unsigned = (pool: Pool, header: Claims, claims: Claims = {}) =>
  `${encoded({ kid: pool.kid, ...header })}.${encoded({ ...pool.claims, ...claims })}.`;

/** The public key taken for the secret of an HMAC: the oldest confusion there is. */
function hmac(pool: Pool, secret: string | Buffer): string {
  const input = unsigned(pool, { alg: 'HS256' }).slice(0, -1);
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** Groups that only look like a role's: their owner is a customer. */
export const LOOKALIKE_GROUPS = ['superadmin', 'admin2', 'Admin', 'ADMIN', ' admin', 'admin ', 'admin,staff', 'аdmin'];

/**
 * Tokens that nobody may get in with, each with what is wrong about it. All claim the group `admin`.
 *
 * `other` is a key that is not the pool's.
 */
export function forgedTokens(
  plain: Pool,
  other: KeyObject = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
) {
  const pool: Pool = { ...plain, claims: { ...plain.claims, 'cognito:groups': ['admin'] } };
  const now = Math.floor(Date.now() / 1_000);
  const { exp: _, ...endless } = pool.claims;
  const { username: __, ...nameless } = pool.claims;
  const issuer = String(pool.claims['iss']);
  const publicKey = createPublicKey(pool.key);
  const foreign = createPublicKey(other).export({ format: 'jwk' });
  const good = mint(pool);
  const [head = '', body = '', signature = ''] = good.split('.');
  const tokens: Record<string, string> = {
    'alg none': unsigned(pool, { alg: 'none' }),
    'alg None': unsigned(pool, { alg: 'None' }),
    'alg none over a signature': `${encoded({ alg: 'none', kid: pool.kid })}.${body}.${signature}`,
    'no alg': unsigned(pool, {}),
    'HS256 with the public key as PEM': hmac(pool, publicKey.export({ format: 'pem', type: 'spki' })),
    'HS256 with the public key as PKCS 1': hmac(pool, publicKey.export({ format: 'pem', type: 'pkcs1' })),
    'HS256 with the public key as DER': hmac(pool, publicKey.export({ format: 'der', type: 'spki' })),
    'HS256 with the modulus': hmac(pool, Buffer.from(publicKey.export({ format: 'jwk' }).n ?? '', 'base64url')),
    'HS256 with nothing': hmac(pool, ''),
    'HS256 named over an RSA signature': mint(pool, {}, { alg: 'HS256' }),
    'RS512 by the right key': mint(pool, {}, {}, { as: 'RS512' }),
    'PS256 by the right key': mint(pool, {}, {}, { as: 'PS256' }),
    'a foreign key under the right kid': mint(pool, {}, {}, { key: other }),
    'a foreign key that the header brings along': mint(
      pool,
      {},
      { jwk: { ...foreign, kid: pool.kid } },
      { key: other },
    ),
    'a foreign key that the header points to': mint(
      pool,
      {},
      { jku: 'https://keys.example.com/jwks.json', x5u: 'https://keys.example.com/key.pem' },
      { key: other },
    ),
    'an unknown kid': mint(pool, {}, { kid: 'unknown' }),
    'a kid that is a path': mint(pool, {}, { kid: '../../../../dev/null' }),
    'a kid that is no string': mint(pool, {}, { kid: 1 }),
    'no kid': mint(pool, {}, { kid: undefined }),
    'an extension that has to be known': mint(pool, {}, { crit: ['exp'] }),
    'a payload that is said not to be encoded': mint(pool, {}, { b64: false, crit: ['b64'] }),
    'another pool': mint(pool, { iss: `${issuer.slice(0, -1)}_` }),
    'an issuer that begins alike': mint(pool, { iss: `${issuer}/evil` }),
    'no issuer': mint(pool, { iss: undefined }),
    'another client': mint(pool, { client_id: 'another' }),
    'no client': mint(pool, { client_id: undefined }),
    'an audience instead of a client': mint(pool, { client_id: undefined, aud: pool.claims['client_id'] }),
    'the use of an ID token': mint(pool, { token_use: 'id' }),
    'the use of a refresh token': mint(pool, { token_use: 'refresh' }),
    'no use': mint(pool, { token_use: undefined }),
    'expired a second ago': mint(pool, { exp: now - 1 }),
    'expired in 1970': mint(pool, { exp: 0 }),
    'an end that is no number': mint(pool, { exp: `${now + 600}` }),
    'no end': mint({ ...pool, claims: endless }),
    'not valid yet': mint(pool, { nbf: now + 600 }),
    'no user': mint({ ...pool, claims: nameless }),
    'a user without a name': mint(pool, { username: '' }),
    'a list of users': mint(pool, { username: [pool.claims['username']] }),
    'groups that are one word': mint(pool, { 'cognito:groups': 'superadmin' }),
    'groups that are an object': mint(pool, { 'cognito:groups': { admin: true } }),
    'other claims under the signature': `${head}.${encoded({ ...pool.claims, username: 'usr_somebody' })}.${signature}`,
    'the signature of another token': `${head}.${body}.${mint(pool, { jti: 'another' }).split('.')[2]}`,
    'half a signature': `${head}.${body}.${signature.slice(0, 128)}`,
    'no signature': `${head}.${body}.`,
    'two parts': `${head}.${body}`,
    'five parts': `${good}.${body}.${signature}`,
    'the JSON serialization': JSON.stringify({ protected: head, payload: body, signature }),
    'a header that is no JSON': `${Buffer.from('alg').toString('base64url')}.${body}.${signature}`,
    'three dots': '...',
    'a word': 'admin',
  };
  return Object.entries(tokens);
}
