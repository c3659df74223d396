import { readFile } from 'node:fs/promises';
import type { Files } from './show-docs.ts';

/** Reads each file once; a deployment brings new files together with a new function. */
export function filesBeside(moduleUrl: string): Files {
  const contents = new Map<string, Promise<string>>();
  return {
    read(name) {
      const file = contents.get(name) ?? readFile(new URL(name, moduleUrl), 'utf8');
      contents.set(name, file);
      return file;
    },
  };
}
