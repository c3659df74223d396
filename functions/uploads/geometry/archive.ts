import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import type { Limits } from './limits.ts';
import { Refusal, refuse } from './refusals.ts';

/** A ZIP archive whose directory was found sound. Names are compared as OPC does: without case, percent-decoded. */
export interface Archive {
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Unpacks one entry in pieces. Throws `malformed-archive`, `archive-bomb`. */
  read(name: string): AsyncGenerator<Buffer>;
}

interface Checked {
  readonly entry: Entry;
  readonly name: string;
}

const LOCAL_HEADER_BYTES = 30;
/** Unix file type in the upper half of the external attributes. */
const UNIX_TYPE_MASK = 0o170000;
const UNIX_LINK = 0o120000;
/** No deflated byte unpacks to more: 258 bytes for two bits (RFC 1951). */
const DEFLATE_RATIO = 1_032;
const STORED = 0;
const DEFLATED = 8;

/**
 * Opens an archive and checks its directory: what readers could understand in two ways is refused.
 * In: the whole file. Out: the archive. Throws `malformed-archive`, `archive-unsafe`, `archive-bomb`, `encrypted`.
 */
export async function openArchive(bytes: Buffer, limits: Limits): Promise<Archive> {
  const zip = await damagedIs(() => fromBufferPromise(bytes, { decodeStrings: false, validateEntrySizes: false }));
  if (zip.entryCount > limits.zipEntries) refuse('archive-unsafe', `${zip.entryCount} entries`);
  const entries = await damagedIs(() => collect(zip, limits));
  checkPlaces(bytes, entries);
  const parts = new Map<string, Checked>();
  for (const checked of entries) {
    const key = partName(checked.name);
    if (parts.has(key)) refuse('archive-unsafe', `"${checked.name}" is there twice`);
    parts.set(key, checked);
  }
  let unpacked = 0;
  return {
    names: entries.map(({ name }) => name),
    has: (name) => parts.has(partName(name)),
    async *read(name) {
      const checked = parts.get(partName(name));
      if (checked === undefined) return refuse('malformed-3mf', `"${name}" is missing`);
      for await (const piece of unpack(zip, checked.entry)) {
        unpacked += piece.length;
        if (unpacked > limits.unpackedBytes) refuse('archive-bomb', `"${checked.name}"`);
        yield piece;
      }
    },
  };
}

/** A part's name as it is compared: decoded, without case, and without steps that lead nowhere ("/", "./"). */
export function partName(name: string): string {
  let decoded = name;
  try {
    decoded = decodeURIComponent(name);
  } catch {
    // A percent sign that encodes nothing is one.
  }
  const steps = decoded.split('/').filter((step) => step !== '' && step !== '.');
  return steps.join('/').normalize('NFC').toLowerCase();
}

/** Whatever the library finds wrong with the archive is its damage. */
async function damagedIs<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) throw error;
    return refuse('malformed-archive', error instanceof Error ? error.message : String(error));
  }
}

async function collect(zip: ZipFile, limits: Limits): Promise<Checked[]> {
  const found: Checked[] = [];
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const name = nameOf(entry, limits);
    if (((entry.externalFileAttributes >>> 16) & UNIX_TYPE_MASK) === UNIX_LINK) {
      refuse('archive-unsafe', `"${name}" is a link`);
    }
    // Bit 0: encrypted; method 99: AES of WinZip.
    if ((entry.generalPurposeBitFlag & 1) !== 0 || entry.compressionMethod === 99) refuse('encrypted', `"${name}"`);
    if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
      refuse('malformed-archive', `"${name}" uses compression method ${entry.compressionMethod}`);
    }
    const { compressedSize: packed, uncompressedSize: size } = entry;
    if (entry.compressionMethod === DEFLATED && size > (packed + 1) * DEFLATE_RATIO) {
      refuse('malformed-archive', `"${name}" cannot be as large as it says`);
    }
    total += size;
    if (total > limits.unpackedBytes) refuse('archive-bomb', `unpacks to more than ${limits.unpackedBytes} bytes`);
    if (size > limits.ratioFromBytes && size > packed * limits.zipRatio) refuse('archive-bomb', `"${name}"`);
    if (entry.compressionMethod === STORED && packed !== size) refuse('malformed-archive', `sizes of "${name}" differ`);
    found.push({ entry, name });
  }
  return found;
}

/** The name of an entry. Throws `archive-unsafe` for one that points out of the archive or that systems read differently. */
function nameOf(entry: Entry, limits: Limits): string {
  const raw = entry.fileName as unknown as Buffer;
  if (raw.length > limits.zipNameBytes) refuse('archive-unsafe', 'a name that is too long');
  const utf8 = raw.toString('utf8');
  const name = utf8.includes('\ufffd') ? raw.toString('latin1') : utf8;
  const steps = name.split(/[\\/]/);
  const unsafe =
    name === '' ||
    name.includes('\0') ||
    name.includes('\\') ||
    name.startsWith('/') ||
    /^[a-z]:/i.test(name) ||
    steps.some((step) => step === '..' || /^(%2e|\.){2}$/i.test(step));
  if (unsafe) refuse('archive-unsafe', `the name "${name}"`);
  return name;
}

/** Entries lie one behind the other from the first byte to the directory, and say there what the directory says. */
function checkPlaces(bytes: Buffer, entries: readonly Checked[]): void {
  const places = entries.map(({ entry, name }) => {
    const start = entry.relativeOffsetOfLocalHeader;
    if (start + LOCAL_HEADER_BYTES > bytes.length || bytes.readUInt32LE(start) !== 0x04034b50) {
      refuse('malformed-archive', `"${name}" is not where the directory says`);
    }
    const nameBytes = bytes.readUInt16LE(start + 26);
    const dataStart = start + LOCAL_HEADER_BYTES + nameBytes + bytes.readUInt16LE(start + 28);
    const local = bytes.subarray(start + LOCAL_HEADER_BYTES, start + LOCAL_HEADER_BYTES + nameBytes);
    if (!local.equals(entry.fileName as unknown as Buffer)) refuse('archive-unsafe', `"${name}" has two names`);
    checkLocalHeader(bytes, start, entry, name);
    const end = dataStart + entry.compressedSize;
    if (end > bytes.length) refuse('malformed-archive', `"${name}" goes on behind the end of the file`);
    return { start, end, name };
  });
  places.sort((a, b) => a.start - b.start);
  if (places[0] !== undefined && places[0].start !== 0) {
    refuse('archive-unsafe', 'other content stands before the first entry');
  }
  places.forEach(({ start, name }, index) => {
    if (index > 0 && start < places[index - 1]!.end) refuse('archive-unsafe', `"${name}" overlaps another entry`);
  });
}

/** Sizes that stand in the record of a large archive instead. */
const IN_ZIP64 = 0xffffffff;

/** What a reader of the stream sees before the data is what the directory says. Sizes may follow the data (bit 3). */
function checkLocalHeader(bytes: Buffer, start: number, entry: Entry, name: string): void {
  const flags = bytes.readUInt16LE(start + 6);
  if ((flags & 1) !== 0) refuse('encrypted', `"${name}"`);
  if (bytes.readUInt16LE(start + 8) !== entry.compressionMethod) {
    refuse('malformed-archive', `"${name}" has two compression methods`);
  }
  if ((flags & 8) !== 0) return;
  const isSame = (at: number, size: number) => [size, IN_ZIP64].includes(bytes.readUInt32LE(start + at));
  const same = bytes.readUInt32LE(start + 14) === entry.crc32;
  if (!(same && isSame(18, entry.compressedSize) && isSame(22, entry.uncompressedSize))) {
    refuse('malformed-archive', `"${name}" has two sizes or two checksums`);
  }
}

/** Unpacks an entry and compares size and checksum with the directory, whatever the library checks. */
async function* unpack(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  const stream = await damagedIs(() => zip.openReadStreamPromise(entry));
  let size = 0;
  let checksum = 0;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > entry.uncompressedSize) refuse('archive-bomb', 'an entry is larger than it says');
      checksum = crc32(piece, checksum);
      yield piece;
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    refuse('malformed-archive', error instanceof Error ? error.message : String(error));
  }
  if (size !== entry.uncompressedSize) refuse('malformed-archive', 'an entry is smaller than it says');
  if (checksum !== entry.crc32) refuse('malformed-archive', 'the checksum of an entry is wrong');
}
