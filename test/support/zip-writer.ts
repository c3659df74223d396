import { crc32, deflateRawSync } from 'node:zlib';

/** An entry as it is written, right or wrong. */
export interface ZipEntry {
  readonly name: string | Buffer;
  readonly data?: Buffer | string;
  readonly method?: number;
  readonly flags?: number;
  readonly unixMode?: number;
  /** What the headers say instead of the truth. */
  readonly declaredSize?: number;
  readonly declaredCrc?: number;
  /** Sizes after the data, as a stream writes them. */
  readonly descriptor?: boolean;
  readonly zip64?: boolean;
  /** Starts this many bytes before the end of the entry before it. */
  readonly overlap?: number;
}

interface Placed {
  readonly name: Buffer;
  readonly offset: number;
  readonly method: number;
  readonly flags: number;
  readonly packed: number;
  readonly size: number;
  readonly crc: number;
  readonly entry: ZipEntry;
}

const ALL_ONES = 0xffffffff;

/** Writes an archive with whatever is wrong with it. */
export function writeZip(
  entries: readonly ZipEntry[],
  {
    comment = Buffer.alloc(0),
    disk = 0,
    prefix = Buffer.alloc(0),
  }: { comment?: Buffer; disk?: number; prefix?: Buffer } = {},
): Buffer {
  const pieces: Buffer[] = [prefix];
  let length = prefix.length;
  const push = (piece: Buffer) => {
    pieces.push(piece);
    length += piece.length;
  };
  const placed = entries.map((entry): Placed => {
    const { name: given, data: content = '', method = 8, flags = 0, descriptor = false, zip64 = false } = entry;
    const name = typeof given === 'string' ? Buffer.from(given) : given;
    const data = typeof content === 'string' ? Buffer.from(content) : content;
    const packedData = method === 8 ? deflateRawSync(data) : data;
    const size = entry.declaredSize ?? data.length;
    const crc = entry.declaredCrc ?? crc32(data);
    const offset = length - (entry.overlap ?? 0);
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(zip64 ? 45 : 20, 4);
    header.writeUInt16LE(flags | (descriptor ? 8 : 0), 6);
    header.writeUInt16LE(method, 8);
    if (!descriptor) {
      header.writeUInt32LE(crc, 14);
      header.writeUInt32LE(zip64 ? ALL_ONES : packedData.length, 18);
      header.writeUInt32LE(zip64 ? ALL_ONES : size, 22);
    }
    header.writeUInt16LE(name.length, 26);
    const extra = zip64 ? zip64Extra(size, packedData.length) : Buffer.alloc(0);
    header.writeUInt16LE(extra.length, 28);
    push(Buffer.concat([header, name, extra, packedData]));
    if (descriptor) {
      const after = Buffer.alloc(16);
      after.writeUInt32LE(0x08074b50, 0);
      after.writeUInt32LE(crc, 4);
      after.writeUInt32LE(packedData.length, 8);
      after.writeUInt32LE(size, 12);
      push(after);
    }
    return { name, offset, method, flags: flags | (descriptor ? 8 : 0), packed: packedData.length, size, crc, entry };
  });
  const directory = Buffer.concat(placed.map(directoryEntry));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(disk, 4);
  end.writeUInt16LE(disk, 6);
  end.writeUInt16LE(Math.min(placed.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(placed.length, 0xffff), 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(length, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...pieces, directory, end, comment]);
}

function zip64Extra(size: number, packed: number): Buffer {
  const extra = Buffer.alloc(20);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(16, 2);
  extra.writeBigUInt64LE(BigInt(size), 4);
  extra.writeBigUInt64LE(BigInt(packed), 12);
  return extra;
}

function directoryEntry({ name, offset, method, flags, packed, size, crc, entry }: Placed): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE((3 << 8) | 20, 4);
  header.writeUInt16LE(entry.zip64 ? 45 : 20, 6);
  header.writeUInt16LE(flags, 8);
  header.writeUInt16LE(method, 10);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(entry.zip64 ? ALL_ONES : packed, 20);
  header.writeUInt32LE(entry.zip64 ? ALL_ONES : size, 24);
  header.writeUInt16LE(name.length, 28);
  const extra = entry.zip64 ? zip64Extra(size, packed) : Buffer.alloc(0);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(((entry.unixMode ?? 0o100644) << 16) >>> 0, 38);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name, extra]);
}
