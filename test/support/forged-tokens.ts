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
  return signed(key, `${encoded({ alg: as, kid: pool.kid, ...header })}.${encoded({ ...pool.claims, ...claims })}`, as);
}

/** What is to be signed, and after it its signature with RSA. */
export function signed(key: KeyObject, input: string, as = 'RS256'): string {
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

type Parts = readonly [head: string, body: string, signature: string];

const bytesOf = (part: string) => Buffer.from(part, 'base64url');

/** The first byte is an X. */
const marred = (part: string) => Buffer.concat([Buffer.from('X'), bytesOf(part).subarray(1)]).toString('base64url');

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The same bytes with a bit set that none of them is made of; there is none in a part of a multiple of three bytes. */
function withStrayBit(part: string): string {
  if (part.length % 4 === 0) throw new Error('there is no stray bit to set');
  return part.slice(0, -1) + BASE64URL[BASE64URL.indexOf(part.at(-1) ?? '') + 1];
}

/** What can be made of a good token without its key, by what the result then has. The bytes that stay are the token's. */
const EDITS: Readonly<Record<string, (parts: Parts) => string>> = {
  'another first character of its signature': ([head, body, signature]) =>
    `${head}.${body}.${signature.startsWith('X') ? 'Y' : 'X'}${signature.slice(1)}`,
  'no signature': ([head, body]) => `${head}.${body}.`,
  'two parts, the signature gone': ([head, body]) => `${head}.${body}`,
  'another first byte of its payload': ([head, body, signature]) => `${head}.${marred(body)}.${signature}`,
  'no payload': ([head, , signature]) => `${head}..${signature}`,
  'two parts, the payload gone': ([head, , signature]) => `${head}.${signature}`,
  'another kid over the signature': ([head, body, signature]) => {
    const header = JSON.parse(bytesOf(head).toString()) as { kid: string };
    return `${encoded({ ...header, kid: `${header.kid.startsWith('X') ? 'Y' : 'X'}${header.kid.slice(1)}` })}.${body}.${signature}`;
  },
  'no header': ([, body, signature]) => `.${body}.${signature}`,
  'two parts, the header gone': ([, body, signature]) => `${body}.${signature}`,
  'neither header nor signature': ([, body]) => `.${body}.`,
  'nothing but its payload': ([, body]) => body,
  'a fourth part, empty': (parts) => `${parts.join('.')}.`,
  'a fourth part': (parts) => `${parts.join('.')}.foo`,
  'the JSON serialization': ([head, body, signature]) =>
    JSON.stringify({
      payload: body,
      signatures: [{ protected: head, header: { unknown: 'untrustworthy' }, signature }],
    }),
  'the flattened JSON serialization': ([head, body, signature]) =>
    JSON.stringify({ protected: head, payload: body, signature }),
  'spaces before its signature': ([head, body, signature]) => `${head}.${body}.    ${signature}`,
  'a foreign character before its signature': ([head, body, signature]) => `${head}.${body}.?${signature}`,
  'a foreign character after its signature': (parts) => `${parts.join('.')}?`,
  'a foreign first character of its signature': ([head, body, signature]) => `${head}.${body}.?${signature.slice(1)}`,
  'four foreign characters in its signature': ([head, body, signature]) => `${head}.${body}.????${signature.slice(4)}`,
  'a foreign character in its header': ([head, ...rest]) =>
    [`${head.slice(0, -1)}?${head.slice(-1)}`, ...rest].join('.'),
  'a foreign character after its payload': ([head, body, signature]) => `${head}.${body}?.${signature}`,
  'a stray bit in its signature': ([head, body, signature]) => `${head}.${body}.${withStrayBit(signature)}`,
  'a padded signature': (parts) => `${parts.join('.')}==`,
};

/** Other spellings of what is signed, each then signed as it stands, by what the token then has. */
const SPELLINGS: Readonly<Record<string, (head: string, body: string) => string>> = {
  'spaces after its header': (head, body) => `${head}    .${body}`,
  'foreign characters after its header': (head, body) => `${head}####.${body}`,
  'a padded header': (head, body) => `${head}=.${body}`,
  'a stray bit in its header': (head, body) => `${withStrayBit(head)}.${body}`,
  'spaces before its payload': (head, body) => `${head}.    ${body}`,
  'foreign characters before its payload': (head, body) => `${head}.####${body}`,
  'a foreign character before its payload': (head, body) => `${head}.?${body}`,
  'a padded payload': (head, body) => `${head}.${body}=`,
  'a stray bit in its payload': (head, body) => `${head}.${withStrayBit(body)}`,
};

const partsOf = (token: string) => token.split('.') as unknown as Parts;

/** What anybody can make of a token, each with what it then has. */
export const editsOf = (token: string): [has: string, token: string][] =>
  Object.entries(EDITS).map(([has, edit]) => [has, edit(partsOf(token))]);

const toNumber = (bytes: Buffer) => BigInt(`0x${bytes.toString('hex')}`);
const toBytes = (number: bigint) => {
  const digits = number.toString(16);
  return Buffer.from(digits.padStart(Math.max(512, digits.length + (digits.length % 2)), '0'), 'hex');
};

/** What else stands for the number of an RSA signature, or was never one; a key of 2,048 bits. */
export function signatureValues(signature: string, publicKey: KeyObject): [has: string, signature: string][] {
  const bytes = bytesOf(signature);
  const n = toNumber(bytesOf(publicKey.export({ format: 'jwk' }).n ?? ''));
  const values = {
    'a signature of 0': toBytes(0n),
    'a signature of 1': toBytes(1n),
    'a signature of 2': toBytes(2n),
    'a signature of one less than the modulus': toBytes(n - 1n),
    'a signature of the modulus': toBytes(n),
    'a signature of one more than the modulus': toBytes(n + 1n),
    'a signature that the modulus is added to': toBytes(toNumber(bytes) + n),
    'a signature with zeros before it': Buffer.concat([Buffer.alloc(2), bytes]),
    'a signature with zeros after it': Buffer.concat([bytes, Buffer.alloc(2)]),
    'a signature without its last byte': bytes.subarray(0, -1),
  };
  return Object.entries(values).map(([has, value]) => [has, value.toString('base64url')]);
}

/** Header and payload of a good token, neither a multiple of three bytes long. */
function unevenParts(pool: Pool): [head: string, body: string] {
  const uneven = (part: (filling: string) => object) =>
    ['', '.', '..'].map((filling) => encoded(part(filling))).find((text) => text.length % 4 !== 0) ?? '';
  return [
    uneven((filling) => ({ alg: 'RS256', kid: pool.kid, typ: `JWT${filling}` })),
    uneven((filling) => ({ ...pool.claims, jti: `one${filling}` })),
  ];
}

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
  const [head, body, signature] = partsOf(good);
  const tokens: Record<string, string> = {
    'alg none': unsigned(pool, { alg: 'none' }),
    'alg None': unsigned(pool, { alg: 'None' }),
    'alg NONE': unsigned(pool, { alg: 'NONE' }),
    'alg none and no kid': unsigned(pool, { alg: 'none', kid: undefined }),
    'alg none and its name for a kid': unsigned(pool, { alg: 'none', kid: 'none' }),
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
    'five parts': `${good}.${body}.${signature}`,
    'a header that is no JSON': `${Buffer.from('alg').toString('base64url')}.${body}.${signature}`,
    'an empty payload under a good signature': signed(pool.key, `${head}.`),
    'a payload of zeros under a good signature': signed(pool.key, `${head}.${'A'.repeat(27)}`),
    'a payload of text under a good signature': signed(pool.key, `${head}.VGVzdA`),
    'three dots': '...',
    'a word': 'admin',
  };
  return [
    ...Object.entries(tokens),
    ...editsOf(good),
    ...signatureValues(signature, publicKey).map(([has, value]) => [has, `${head}.${body}.${value}`] as const),
    ...Object.entries(SPELLINGS).map(([has, spell]) => [has, signed(pool.key, spell(...unevenParts(pool)))] as const),
  ];
}
