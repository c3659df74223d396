import { readFile } from 'node:fs/promises';
import type { Files } from './show-docs.ts';

/** Reads each file once; a deployment brings new files together with a new function. */
export function filesBeside(moduleUrl: string): Files {
  const known = new Map<string, Promise<string>>();
  return {
    read(name) {
      const file = known.get(name) ?? readFile(new URL(name, moduleUrl), 'utf8');
      known.set(name, file);
      return file;
    },
  };
}
