import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from '../tools/root.ts';

export type Login = { email: string; password: string };

export const roles = ['admin', 'staff', 'operator', 'organizer', 'customer'] as const;

export type Users = Record<(typeof roles)[number], Login>;

/** What a client of a running shop needs to know; `.local/outputs.json`. */
export type Outputs = {
  apiUrl: string;
  gatewayUrl: string;
  /** Folder of the templates that are deployed. */
  assembly: string;
  /** Answers a JSON array of every mail sent, oldest first. */
  mailUrl: string;
  region: string;
  userPoolId: string;
  users: Users;
  /** The same logins as in `users`. */
  admin: Login;
  customer: Login;
  /** Where the shop's pages are, without a trailing slash. */
  webUrl?: string;
};

export const outputsFile = join(root, '.local', 'outputs.json');

/** The outputs in `file`, or undefined where there are none. */
export async function readOutputs(file = outputsFile): Promise<Outputs | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Outputs;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written at once: who waits for the file never reads half of it. */
export async function writeOutputs(outputs: Outputs, file = outputsFile): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(outputs, null, 2)}\n`);
  await rename(`${file}.new`, file);
}
