import {
  constants,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  privateEncrypt,
} from 'node:crypto';
import { editsOf, signatureValues, signed } from './forged-tokens.ts';

/**
 * The public test vectors for signed tokens and for published keys, made again from their numbers.
 *
 * Source: Wycheproof, https://github.com/C2SP/wycheproof, Apache 2.0: testvectors_v1/json_web_signature_test.json as of
 * commit 073df56 (401 vectors) and json_web_key_test.json as of 8565f31 (26). The ids are theirs.
 *
 * Nothing is typed that can be worked out: a key of RSA is its two primes, a signature that has no chance in it is made
 * and compared with how the published one begins, an edit is made of the token that it was an edit of.
 *
 * Left out by rule, as no key but one of RSA is taken: symmetric keys and those of elliptic curves but for one vector or
 * two of each kind, and signatures of PSS, which chance is in, but for one and what is made of it.
 */
export interface Vector {
  readonly name: string;
  readonly token: string;
  /** The keys that its pool publishes. */
  readonly keys: readonly object[];
  /** How the published signature begins, of one that is made here. */
  readonly begins?: string;
}

const toNumber = (text: string) => BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`);
const toText = (number: bigint) => {
  const digits = number.toString(16);
  return Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex').toString('base64url');
};
const inverse = (of: bigint, modulo: bigint): bigint =>
  of === 1n ? 1n : (1n + modulo * (of - inverse(modulo % of, of))) / of;

/** A key of RSA by its primes. */
function rsa(first: string, second: string): KeyObject {
  const [p, q, e] = [toNumber(first), toNumber(second), 65_537n];
  const d = inverse(e, (p - 1n) * (q - 1n));
  const numbers = { n: p * q, e, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi: inverse(q % p, p) };
  const texts = Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, toText(number)]));
  return createPrivateKey({ key: { kty: 'RSA', ...texts }, format: 'jwk' });
}

/** The keys of RSA that the vectors are signed with. */
export const KEYS = {
  sign: rsa(
    '0xalbl1PJbSBGD4XOjIYJLwMYyHMiM06SBauMGzBfCask5DN5jH68Kw1yPS4wkLpx4ltGLuy0X5mMaZzrSOkBGb27-NizBgB2-L279XotznWeh2jbF05Kqzkoz3VaX_7dRhCHEhOopMQh619hA1bwaJyW1k8aNlLPTl3BotkP4M',
    'sdQsQVz3tI7hmisAgiIjppOssEnZaZO0ONeRRDxBHGLe3BCo1FJoMMQryOAlglayjQnnWjQ-BpwUpa0r9YQhVLweoNEIig6Beph7iYRZgOHEiiTTgUIGgXAL6xhsby1PueUfT0xsN1Y7qt5f5EwOfu7tnFqNyJXIp9W1NQgU6fM',
  ),
  sha256: rsa(
    '3EMQUPeC6JT7UkgkfZjLfVi40eJPO1XQQcVuTeCGsNW7AovaQu610jTVaB5YCdQV5qKJrUz794-Xj2w1gU9Q7r_xxbgKafeI6B5rq13ap4Np1lnRQ-xvF-eYE6V1z62cVpFWuQET4ukRCtnntIock0im5lMyEZEpDqNs-zpbGPE',
    'vRqB55d_mJgSInOuMiK1mOpfsZ606rw4MIpeMhlmA7LlAP-3n1uIaBZhHevEcvrEVUQHC-sFfJQTeKaGivO3oD0_mIDsR9XgiblPveVCq6mujXLFcIjXq_WxMfOQmPe8Fg-QU2q8lJL9Tgbz7XKZ1Ll7sDZ3IH2VZp8UDPvCDyU',
  ),
  sha384: rsa(
    '74hbh-JcKdHuQx0fSs54fE-ILpLRLEsnZshPiSYxBu8L4N3E3jvwYaK6Rv_nwTKuZ9M38E3Gba653lU3kfSYn1CyJMmBgStTiNHCtdUzSaYTk79mEZlbaYjxQ8J4zMJgz-gqasSmQJgH6rMmZLfuPxxB3-Vn4Jf9ev6FIIcaHFM',
    '28pYIojIGjDWWB8nIFCl_qdz1xEwG91uyschTgDA_LlJjx5YUIaxRGPMiaAsLneoknHAWMb2nzzRNVOZTYp2z2KtnidSF3INYutuiI7EUJzqR0tT83tFj8lW3THfO7bsfeZZ6I5-cJ_jvmqNNyZMPSDn0IgnbOdlGkA8aNbEfqU',
  ),
  sha512: rsa(
    '50oSR1mhdN4zGFmWs7Q3wk7SSCA9Z0qHvMLnamZ74_VKwV6PBOTF5UD04Z9AKnHTfTl1bc77-u-zgAlbbPvfTXjdIM8IWh8SdhDjtxAspr3hgllBq2Aum3LAjkUzrFAxcTjhC_ft_qMPUu6R6mYowsxl52uvwC650hq2atN07yc',
    '15O09VFJIb-8R6HkX6oEPuoD8FK85gDsT1xisBSnxFrrP0vAIWDnsS3uE15EsiejGFTKgzrHBtFGcKtZMqJpybb5GIrLk-aYtKff9lu5yWPC4Css6j8tXLJU4HthZ5KJbjdVDLOBccTDLgplQ7vmrNTpmr6roTQKlhAXQStXvA8',
  ),
  /** Of primes that an attacker can guess (CVE-2017-15361); 2,049 bits. */
  roca: rsa(
    'ARXNC8pC9mwATep-hd8UJIPF-zxRT3SLSo-oqcfvsfxh31YwlKtfIx7TZgXY1Zqva9zzxJZYxR1XrJp3M0Ny5yRSz04EE7tOjSC3-vR2oIGtkWPFUUF4VpEwrDzqPrZa7JKY-ZJ0qchxLYwzKj7LgEA2HY8l1GBQzHYqqbblMNyF',
    'AYhb2gXYokQugcoSDcl9jeeqwpccV-1Fv93RTtaFMoDJ5kJipWpmTIuT06ZLVc0-2FNl9U3HaiNnHgT07Sjnllj2XGBH5tFT-2u8UUby7QEX8I5QRrdCs6FEtoIxY-eGZWD5MbF8bwrdE1xuhk7dvxlGcEzsAqWMU1ORoRdCZgzt',
  ),
  /** 1,024 bits. */
  small: rsa(
    '05fc-rSRnbI7triMRRFRb2E14RGCd-SWEw8Mqzp1ZhAQzJjsj0DNsMGrYSwDu-OwI9iR9GGFeI-xFEN8iprnHQ',
    '0MeAUVlQndrXDzW5p2x8K9lahE02t22WE4z8eipV-IBy6LEKw3Rjyvm_jRAUyToAEhTXziMMgzL7WNrbBdUviw',
  ),
} as const;

/** The modulus of the key whose exponent is 1, and which therefore signs by padding alone. */
const OPEN_MODULUS = toText(
  toNumber(
    '3IPTertqAkvQnaJsrPPYTLXhHzpTUKAFmFlNhP7-VeidMyg-dvr-NmPaC5iQCvWraXgO2Xh-yjPC5gTFG8Qx8IZtax4DNp9yQV5qVMohs-YXtfd4afaLqvffRAXBZlKTL5tquubSQqMwJ5HLqwAZzCgifi3KXRhsf9wUom3UFKs',
  ) *
    toNumber(
      '2iDt2_MW5MEB9qXDMNJ9FAEBeppGkiRTwFH4KJkbvTVDUaN1HCLklQJPJsF7J9ylLOgx7-KFhPFJrrc9GLWISxv6Rp7ciKHHuIjzPkuNxJbq3La3-x5thGll9JXvEX2lDojUx2uedw3Xiu04-ECRbVvauF-CsN29C413gzlRcoE',
    ),
);

/** The key of HMAC that the vectors are signed with. */
export const SECRET = createSecretKey(Buffer.from('-ebuDNsVZ2iJtoZ-akfXTSCt4UO2cruLCsbWlBinggE', 'base64url'));

const ec = {
  kty: 'EC',
  crv: 'P-256',
  x: '04N0xi21hshyvBp7I167sbE_bXqyqkAPfefdklMO7wY',
  y: 'UI8exy-C06a7DUnjIdENkxeFtHM4-l_41LqEw9nVgmw',
  d: 'yy49oPcINGK2ps0LmtxpB6UTEOiITghHBif6wDqmJ3c',
} as const;
/** The key of an elliptic curve that the vectors are signed with. */
export const CURVE = createPrivateKey({ key: ec, format: 'jwk' });

/** A padding of PKCS 1 around what says the digest: as long as the key, 2,048 bits where nothing else is said. */
export const padded = (digestInfo: string, bytes = 256): Buffer =>
  Buffer.from(`0001${'ff'.repeat(bytes - 3 - digestInfo.length / 2)}00${digestInfo}`, 'hex');

const digestOf = (input: string) => createHash('sha256').update(input).digest('hex');
/** DER of the digest of SHA-256. */
const digestInfo = (input: string) => `3031300d060960864801650304020105000420${digestOf(input)}`;

/** What is to be signed, and after it the padding with the private half of the key put to it, whatever it says. */
export const signedAs = (key: KeyObject, input: string, padding: Buffer): string =>
  `${input}.${privateEncrypt({ key, padding: constants.RSA_NO_PADDING }, padding).toString('base64url')}`;

const encoded = (header: object) => Buffer.from(JSON.stringify(header)).toString('base64url');
const jwk = (key: KeyObject, more: object) => ({ ...createPublicKey(key).export({ format: 'jwk' }), ...more });

/** Shapes that the vectors publish keys of RSA in: what they say beside the two numbers, by the vectors that do. */
export const SHAPES = {
  'JWS 33': { alg: 'RS256', use: 'sig' },
  'JWS 259': { alg: 'RS256' },
  'JWS 349': { alg: 'RS256', key_ops: ['verify'] },
  'JWS 264': { alg: 'RS384' },
  'JWS 268': { alg: 'RS512' },
  'JWS 272': { use: 'sig', alg: 'PS256' },
  'JWS 320': { use: 'sig', alg: 'PS384' },
  'JWS 325': { use: 'sig', alg: 'PS512' },
  'JWS 353': { use: 'enc' },
  'JWS 355': { key_ops: ['encrypt'] },
  'JWK 6': { alg: 'RSA1_5', use: 'enc' },
} as const;

/** What the first vectors sign; the header names key and algorithm in this order. */
export const SIGN_INPUT = `${encoded({ alg: 'RS256', kid: 'kid-rsa-sign' })}.Zm9v`;
const shapedAs = (shape: keyof typeof SHAPES, key: KeyObject, kid: string) => [jwk(key, { ...SHAPES[shape], kid })];
const signKeys = shapedAs('JWS 33', KEYS.sign, 'kid-rsa-sign');
const signToken = signed(KEYS.sign, SIGN_INPUT);

/** Payloads of the vectors that are valid: nothing, zeros, a byte, a word, bytes that are no text. */
const PAYLOADS = [
  '',
  'AAAAAAAAAAAAAAAAAAAAAAAAAAA',
  'YQ',
  'VGVzdA',
  '4OHi4-Tl5ufo6err7O3u7_Dx8vP09fb3-Pn6-_z9_v8',
] as const;

/** Vectors in a row whose token is signed by a key of RSA: the algorithm named, the one made, payload, beginning. */
function madeBy(
  key: KeyObject,
  kid: string,
  keys: readonly object[],
  first: string,
  rows: readonly (readonly [alg: string, as: string, payload: string, begins: string])[],
): Vector[] {
  const [file, id] = first.split(' ');
  return rows.map(([alg, as, payload, begins], index) => ({
    name: `${file} ${Number(id) + index}`,
    token: signed(key, `${encoded({ alg, kid })}.${payload}`, as),
    keys,
    begins,
  }));
}

const ofPayloads = (alg: string, beginnings: readonly [payload: number, begins: string][]) =>
  beginnings.map(([payload, begins]) => [alg, alg, PAYLOADS[payload] ?? '', begins] as const);

/** Those whose signature can be made again, by the first of each row. */
const made: readonly Vector[] = [
  // The same token, its key published for signatures and for encryption.
  ...(['JWS 33', 'JWS 353', 'JWS 355', 'JWK 6'] as const).flatMap((name) =>
    madeBy(KEYS.sign, 'kid-rsa-sign', shapedAs(name, KEYS.sign, 'kid-rsa-sign'), name, [
      ['RS256', 'RS256', 'Zm9v', 'HUwxI1-c'],
    ]),
  ),
  ...madeBy(
    KEYS.sha256,
    'RS256_2048',
    shapedAs('JWS 259', KEYS.sha256, 'RS256_2048'),
    'JWS 259',
    ofPayloads('RS256', [
      [0, 'OUCnIKay'],
      [1, 'HJROgi3w'],
      [2, 'ohEFKUmx'],
      [3, 'iYrSRSKu'],
      [4, 'gCrfLgxG'],
    ]),
  ),
  ...madeBy(
    KEYS.sha384,
    'RS384_2048',
    shapedAs('JWS 264', KEYS.sha384, 'RS384_2048'),
    'JWS 264',
    ofPayloads('RS384', [
      [0, 'rt0lnhnn'],
      [1, 'tMc4m40Y'],
      [2, 'jV6FrunR'],
      [4, 'zSKuuZ5i'],
    ]),
  ),
  ...madeBy(
    KEYS.sha512,
    'RS512_2048',
    shapedAs('JWS 268', KEYS.sha512, 'RS512_2048'),
    'JWS 268',
    ofPayloads('RS512', [
      [0, 'uBmOhR9H'],
      [1, 'NQ6jfR-e'],
      [2, 'MDbZyEwP'],
      [4, 'b9G2bMQi'],
    ]),
  ),
  // Signed with an algorithm that is not the key's, named as the key's and as what it is.
  ...madeBy(KEYS.sha512, 'PS512_2048', shapedAs('JWS 325', KEYS.sha512, 'PS512_2048'), 'JWS 331', [
    ['PS512', 'RS256', 'MTIzNDAw', 'nDvxwiTu'],
    ['RS256', 'RS256', 'MTIzNDAw', 'CYgbattO'],
    ['PS512', 'RS384', 'MTIzNDAw', 'Th4kpS04'],
    ['RS384', 'RS384', 'MTIzNDAw', 'MiMy4bJu'],
    ['PS512', 'RS512', 'MTIzNDAw', 'C96gPMQf'],
    ['RS512', 'RS512', 'MTIzNDAw', 'PpweOn-F'],
  ]),
  ...madeBy(KEYS.roca, 'kid-rsa-roca-sign', shapedAs('JWS 33', KEYS.roca, 'kid-rsa-roca-sign'), 'JWK 7', [
    ['RS256', 'RS256', 'Zm9v', 'AF_6dFYB'],
  ]),
  ...madeBy(KEYS.small, 'RS256_1024', shapedAs('JWS 33', KEYS.small, 'RS256_1024'), 'JWK 8', [
    ['RS256', 'RS256', '', 'AFuv9Biu'],
  ]),
];

/** The key whose exponent is 1, as it is published. */
export const OPEN_KEY = { kty: 'RSA', use: 'sig', alg: 'RS256', n: OPEN_MODULUS, e: 'AQ', kid: 'RS256_2048' } as const;
/** A token by the key whose exponent is 1: everybody can pad. */
export const openToken = (input: string): string => `${input}.${padded(digestInfo(input)).toString('base64url')}`;

const openInput = `${encoded({ alg: 'RS256', kid: OPEN_KEY.kid })}.`;
const unsigned = (header: object) => `${encoded(header)}.MTIzNDAw.`;

/** A signature of PSS with SHA-256 by the key `sha256`, and what it signs: the one that three vectors spoil. */
export const PSS = {
  input: `${encoded({ alg: 'PS256', kid: 'PS256_2048' })}.MTIzNDAw`,
  signature:
    'b6uWakSZEbnIww4x2Yac7Aw8Hq2OWxOJofQqxztMopZXxMaGrpwd6uRlSBnVwEGXAAOkSrFlm8pqtod5VBs6Ot8hGt4ZWfJAKmuJPeqdi6PlqoaCfX2Zk-x0dNYvNE1WFk_vvPeJoLQLx3ws9agFMKV4RilxObN459bkFjHN5Sn6Qu-NkoOQ-CnitEE3Cpgufqa8Q6c1KgXtrTYG9KKQyXHTaMJki3PrFhrgFRT7x2jG79uSkEyh9aYwb6acLlrYF4cGQ9Yg3vNaOru5-RiFdjqR1UaMo6mQhSl_9ObR2rukRMV0YEuxd73xXgFH5u57oQ1JR_v7SsZosxKf-arGzg',
} as const;
const pssKeys = shapedAs('JWS 272', KEYS.sha256, 'PS256_2048');

const curveKey = (more: object) => [{ ...jwk(CURVE, {}), kid: 'kid-ec-sign', ...more }];
/** The signature of vector 18, by the curve's key. */
export const CURVE_TOKEN = `${encoded({ alg: 'ES256', kid: 'kid-ec-sign' })}.Zm9v.5cA0OHyMP7ezamUd5c9kV-FrGxdx4hbGXOdplQkutrqWrte5P-pAvsE3Ve6xSyU3YDQwUHjVVOtvcrEbbnZ8yA`;
/** The key that the token of vector 32 brings along. */
export const BROUGHT = {
  kty: 'EC',
  kid: 'kid-ec-sign',
  use: 'sig',
  alg: 'ES256',
  x: 'MdnTZDIhDJbfASdFqamcpO2Ch9GNKK2m0MQlh402Spo',
  y: '7avJ4lq_Wyx-nLPDBQ2YpytuHyMio07BUyvl3jaC-1Y',
  crv: 'P-256',
} as const;
/** Vector 32. */
export const BROUGHT_TOKEN = `${encoded({ alg: 'ES256', kid: 'kid-ec-sign', jwk: BROUGHT })}.Zm9v.4jmsollQD8ZxvySzXYnIEYA4fwaZi2ZbC0aI1J4LYmW2Bn31NhKdjms2N6o51Dff5-InWXQF9m45VtTexl6yjg`;

/** What is to be signed, and after it the HMAC with the vectors' key. */
export const withHmac = (input: string): string =>
  `${input}.${createHmac('sha256', SECRET).update(input).digest('base64url')}`;
const secretToken = withHmac(`${encoded({ alg: 'HS256', kid: 'kid-aes-sign' })}.Zm9v`);
const secretKey = (more: object = {}) => ({ ...SECRET.export({ format: 'jwk' }), kid: 'kid-aes-sign', ...more });
const hmac = { alg: 'HS256', use: 'sig' };

/** How the signatures of vectors 46 to 258 begin, in this order: by the key `sign`, each over another wrong padding. */
export const PADDED_BEGIN: readonly string[] = `
  KudI1-Bo X8GIjUht Gp0CRlwc PLykI28j Vf-IHTRV IZyyvG27 S3SMyrK2 ena4iWoK I511TWE9 DhTvg_wh CfR3xT4Y I0slX9oi
  FwCD09Gu F7S3oL6r JNsl1Hzs CFfhT4N8 b_xZHj8A NznBrBiN DXI8YCdi gGiMG7eF AlZ1MfkJ g0Goh_8s ieakg3sL bbOndRBD
  VfO4W4T2 HwU4hR65 ABuVo6g0 OZnyOtHc U0SE1vuY TlnLHUBi F5h9vAP4 C4X01yEN K4k8fbnh d0ahqj8S GsKF9nGM hTvev0vH
  bvWn2RZH epddWSGy Hbx-8Yl3 iH6mwgCw OKvSfh25 DXS5YgeB SrSQxfUX HlNe_E-8 ZkGQlEmo WkcQ4HRZ kP2H_BWj SCja7biL
  FaiKfimH CmOAWcyi BOmsa-xl gBEDOs5V Pm86BHxt O-_m5id0 iP92YY7H Zq5t1xuA gD3kvGv4 RYTngmZK bWQp7_7U IRo_pblZ
  chs1g9gX VIhyGycD XhNl1XuD D_A1Sc4P Q6GaorTm KiRBU1Q2 CDrWzjOi elAqd_9- ReLeeuNP JhTwXilC az1QgAqR b27Gsyaa
  gGaHQ4UL QKuKuQ7b U87p5V8T duOW3sen ULITNKok Enm5sp9s SSc1a88U NVUtU758 LPW8ZMcF Avf91trJ Q6BzeMd8 P8OlyR5Z
  f4XuqxHq DuGv9Wqm Akurc9pe Uc544fbV W5wQpT8e BN-VHS-G FGmXBzWp VzqskeKK hctJZ99C YWkCqLKs J-BXd6Yd NGhtqDH6
  MwC94U_B ahzFESnX jJo9xBlh MD1AtJ2a Y12oeGlv Ml5tzqvW GPGY6gby euVQVGDt QUNdENk2 iekkAcsJ bX_aApW1 WlT44xNg
  DeCGN-nQ OHvU6LQv cvUnO2pU MJJk3ioj Bu1zZTVk f7cGh2ei GELbv6x2 evFoR9st X6YC1k60 OBd3GyyQ C0-7h8Qz LytnOLJu
  SDoqeaBG OX7KWRQ6 EWzCnevt G-jQyLRt OkEqOQ5R EE0j69Ko VN-kXns0 Bri8Piz5 R1sY12NH hOpdA0hx PQ8TW5Ka EZi7D4Zb
  T8LCqwn2 hZKKZSTF N3TI9dQD N9N5Y6eH fdql8bz- GkdEBazy d4AREH3E RJGt19nO apUiRfol JhGhmWvv iMVHQ7dv a5-vmhDk
  e3yxBp8p LAmawAxx DXSrVJiu gKt_vTLx NDy5dgag aa24MOvn SUAy1uV8 F9PG5Pad kEAFQatJ PU6nWuUI Q1Zxozyn VcSjrUQb
  dKKvEhk3 ETxU8ub9 Ebrxwm9a J1i-plGk gn2zBmgx CeLePpWA i2kHMe45 LgUFEHH_ OrCife3w PL4rG8zF cl-b7uOp jUThjH7r
  M9iWPL2_ Dfq-wpo0 ZFkeBUWI KLo2OM2N jTLJuZ-S jQ8KA4pb forXmE6P hwU3_CXs NwaMrLER LmFlSB2o UOBTSkRW Mksnj9qN
  jHQVbGj2 YrOuT3dZ kPYXfslu FNn3SCW4 SYOtg3hH f8xsroCP BsSQYmcY JdA8_TOg C14khw5j e5tyNLz9 j-pns-4b WlTEDyfO
  XT9oRGUq jzUvPFU_ ANnDqEiH e8CZULg4 YlUWgWfb FlO6ANES Ui0yPMXl KUawCDYU BC-rMd7Q jSPXutCu WkWlEg2S T1Wx5cVo
  UQIBCznQ NrhJ9I9d DnoPBDj2 EGbe3QFV EkR6SZ3C BEWJf_MJ J55pf3wt hmDbjsL1 NxjK9oqj
`
  .trim()
  .split(/\s+/);

/** All of them but for vectors 46 to 258. */
export const VECTORS: readonly Vector[] = [
  ...made,
  ...editsOf(signToken).map(([has, token]) => ({ name: `JWS 33 with ${has}`, token, keys: signKeys })),
  { name: 'JWS 45, nothing at all', token: '', keys: signKeys },
  { name: 'JWK 9', token: openToken(openInput), keys: [OPEN_KEY], begins: 'AAH_____' },
  ...signatureValues(PSS.signature, createPublicKey(KEYS.sha256)).map(([has, value]) => ({
    name: `JWS 312 to 319 with ${has}`,
    token: `${PSS.input}.${value}`,
    keys: pssKeys,
  })),
  { name: 'JWS 272 and its like', token: `${PSS.input}.${PSS.signature}`, keys: pssKeys },
  ...[{ alg: 'none' }, { alg: 'NONE' }, { alg: 'none', kid: 'none' }, { alg: 'none', kid: 'PS512_2048' }].map(
    (header, index) => ({
      name: `JWS ${341 + index}`,
      token: unsigned(header),
      keys: shapedAs('JWS 325', KEYS.sha512, 'PS512_2048'),
    }),
  ),
  { name: 'JWS 18', token: CURVE_TOKEN, keys: curveKey({ alg: 'ES256', use: 'sig' }) },
  { name: 'JWS 32', token: BROUGHT_TOKEN, keys: curveKey({ alg: 'ES256', use: 'sig' }) },
  { name: 'JWS 354', token: CURVE_TOKEN, keys: curveKey({ use: 'enc' }) },
  { name: 'JWK 19', token: CURVE_TOKEN, keys: curveKey({ alg: 'ES521', use: 'sig' }) },
  { name: 'JWK 24', token: CURVE_TOKEN, keys: curveKey({ alg: 'ES256', use: 'sig', kty: 'RSA' }) },
  { name: 'JWS 1', token: secretToken, keys: [secretKey(hmac)], begins: 'TD37p4c_' },
  { name: 'JWK 1', token: secretToken, keys: [secretKey(hmac), ...curveKey({ alg: 'ES256', use: 'sig' })] },
  {
    name: 'JWK 4',
    token: secretToken,
    keys: [secretKey(hmac), secretKey({ ...hmac, k: '-xxuDNsVZ2iJtos-akfXTSCt4UO2cruLCsbWlBingge' })],
  },
  { name: 'JWK 25', token: secretToken, keys: [secretKey({ alg: 'A256GCM', use: 'sig' })] },
];
