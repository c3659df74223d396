import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { PersonalData } from '../../../functions/identity/personal-data.ts';
import { breakingChanges, shapeOf } from '../../support/schema-changes.ts';

const path = join(import.meta.dirname, 'personal-data.v1.json');

test('the file of a person’s data is what its readers were promised: fields may be added, never changed [PLT-05]', async () => {
  const current = shapeOf(z.toJSONSchema(PersonalData, { io: 'output' }));
  const frozen = existsSync(path) ? (JSON.parse(await readFile(path, 'utf8')) as unknown) : undefined;
  if (frozen !== undefined) {
    expect(breakingChanges(frozen, current, 'file'), 'a break is version 2').toEqual([]);
  }
  if (process.env['FREEZE'] === '1') await writeFile(path, `${JSON.stringify(current, null, 2)}\n`);
  else expect(current, 'only additions: freeze them with FREEZE=1').toEqual(frozen);
});
