/**
 * What DynamoDB bills for a request, by the rules of its developer guide ("Capacity consumption" and "Item sizes"): not what
 * an emulator answers. Writes to indexes are left out.
 */

/** An attribute's value as it goes over the wire. */
export type Attribute = Readonly<Record<string, unknown>>;
export type Attributes = Readonly<Record<string, Attribute>>;

const READ_BYTES = 4_096;
const WRITE_BYTES = 1_024;
/** A list or a map takes so many bytes, and one more for each of its elements. */
const NESTED_BYTES = 3;

const textBytes = (text: string): number => Buffer.byteLength(text);

/** One byte for two significant digits, one more, and one for a sign. */
function numberBytes(written: string): number {
  const [mantissa = ''] = written.toLowerCase().split('e');
  const digits = mantissa.replace(/[-+.]/g, '').replace(/^0+/, '').replace(/0+$/, '');
  return Math.ceil(digits.length / 2) + 1 + (written.startsWith('-') ? 1 : 0);
}

function valueBytes(value: Attribute): number {
  const [[kind, inner] = ['', undefined]] = Object.entries(value);
  switch (kind) {
    case 'S':
      return textBytes(inner as string);
    case 'N':
      return numberBytes(inner as string);
    case 'BOOL':
    case 'NULL':
      return 1;
    case 'B':
      return Buffer.from(inner as string, 'base64').byteLength;
    case 'SS':
      return (inner as string[]).reduce((sum, text) => sum + textBytes(text), 0);
    case 'L':
      return (inner as Attribute[]).reduce((sum, one) => sum + 1 + valueBytes(one), NESTED_BYTES);
    case 'M':
      return NESTED_BYTES + Object.keys(inner as Attributes).length + itemBytes(inner as Attributes);
    default:
      throw new Error(`No size is known of an attribute of the kind ${kind}`);
  }
}

/** Bytes of an item: the names of its attributes and their values, UTF-8. */
export const itemBytes = (item: Attributes): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + textBytes(name) + valueBytes(value), 0);

/** Units of reading so many bytes together: each started 4 KB, half of it where the read may be stale. What is not there costs as the least. */
export const readUnits = (bytes: number, consistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / READ_BYTES)) * (consistent ? 1 : 0.5);

/** Units of writing an item: each started KB of what is larger, the item before or after; twice that in a transaction. */
export const writeUnits = (before: number, after: number, inTransaction: boolean): number =>
  Math.max(1, Math.ceil(Math.max(before, after) / WRITE_BYTES)) * (inTransaction ? 2 : 1);
