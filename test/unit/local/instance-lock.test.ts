import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockInstance } from '../../../local/instance-lock.ts';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
  file = join(folder, 'up.pid');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test('a second instance is refused while the first one lives', async () => {
  const release = await lockInstance(file);
  await expect(lockInstance(file)).rejects.toThrow(/already runs/);
  await release();
  await expect(lockInstance(file)).resolves.toBeTypeOf('function');
});

test('the lock of an instance that was killed is taken over', async () => {
  // Above the highest process id that a Linux system gives.
  await writeFile(file, String(2 ** 22 + 1));
  await expect(lockInstance(file)).resolves.toBeTypeOf('function');
});
