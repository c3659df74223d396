/** Reads and writes CSV files (RFC 4180). */
import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { guarded, unguarded } from './cells.ts';

/** A file that cannot be read as a whole. The message tells what to do about it. */
export class UnreadableSheet extends Error {
  override name = 'UnreadableSheet';
}

export interface CsvRecord {
  /** As a spreadsheet counts: from 1, with empty rows, a cell of several lines in one. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** Bytes that are decoded at once; two of them are read ahead. */
const CHUNK = 16_384;
/** Characters of a row: twenty times the longest description. A quote that is not closed does not swallow the file. */
const MAX_RECORD = 100_000;

/**
 * The rows of a file, one after the other; cells without the apostrophe that keeps spreadsheets from computing them. In: UTF-8,
 * with or without a mark at its beginning. Whether cells end in `;` or `,` is seen from the first line. Throws `UnreadableSheet`.
 */
export async function* csvRecords(bytes: Uint8Array): AsyncGenerator<CsvRecord> {
  const parser = parse({
    delimiter: delimiterOf(bytes),
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    max_record_size: MAX_RECORD,
  });
  // What breaks it is thrown by the loop below.
  const records = pipeline(Readable.from(decoded(bytes), { highWaterMark: 1 }), parser, () => {});
  let row = 0;
  try {
    for await (const cells of records as AsyncIterable<string[]>) {
      row += 1;
      yield { row, cells: cells.map(unguarded) };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableSheet(
      `Row ${Number(error['records']) + 1} cannot be read: a quote is missing or too many, or the row is too long. Nothing was imported.`,
      { cause: error },
    );
  }
}

function* decoded(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for (let from = 0; from < bytes.length; from += CHUNK) {
      yield decoder.decode(bytes.subarray(from, from + CHUNK), { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    throw new UnreadableSheet('The file is not in UTF-8. Save it as CSV UTF-8. Nothing was imported.', {
      cause: error,
    });
  }
}

/** Names of columns hold neither, so the first line tells. */
function delimiterOf(bytes: Uint8Array): ',' | ';' {
  const [line = ''] = new TextDecoder().decode(bytes.subarray(0, 4_096)).split(/\r?\n/, 1);
  return line.split(';').length > line.split(',').length ? ';' : ',';
}

/** A row as it lies in a file. */
export const csvLine = (cells: readonly string[]): string => `${cells.map(guarded).map(quoted).join(',')}\r\n`;

const quoted = (cell: string): string => (/[",;\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
