import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { defineRoute, everyone } from '../../../functions/shared/contract.ts';
import { api, on } from '../../../functions/shared/http.ts';
import { send } from '../../support/pipeline.ts';

vi.hoisted(() => {
  vi.stubEnv('POWERTOOLS_LOG_LEVEL', 'SILENT');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'true');
});

const route = {
  method: 'PUT',
  access: everyone,
  tag: 'Test',
  summary: 'Changes a thing',
  etag: 'version',
  success: { status: 200, description: 'The thing', body: z.object({ version: z.number() }) },
  problems: [],
} as const;
const Change = defineRoute({ ...route, operationId: 'change', path: '/honoured', ifMatch: 'honoured' });
const Decide = defineRoute({ ...route, operationId: 'decide', path: '/required', ifMatch: 'required' });
const Forget = defineRoute({ ...route, operationId: 'forget', path: '/forgotten' });

/** The thing stands at version 7. */
const change = async ({ ifMatch }: { ifMatch: (version: number) => void }) => {
  ifMatch(7);
  return { version: 8 };
};
const handler = api([on(Change, change), on(Decide, change), on(Forget, change)]);
const put = async (path: string, ifMatch?: string) => {
  const headers = ifMatch === undefined ? {} : { 'If-Match': ifMatch };
  const { status, body, headers: answered } = await send(handler, `PUT ${path}`, { headers });
  return [status, body?.code ?? answered['etag']];
};

describe('a change of a version', () => {
  test.each([
    ['the present one', '"7"'],
    ['any', '*'],
    ['one of several', '"5", "7"'],
    ['the present one, marked as weak by what compressed it on the way', 'W/"7"'],
  ])('decided on %s is done, and answers the next [BFF-06]', async (_, tag) => {
    expect(await put('/honoured', tag)).toEqual([200, '"8"']);
    expect(await put('/required', tag)).toEqual([200, '"8"']);
  });

  test.each([
    ['an earlier one', '"6"'],
    ['the present one without quotes', '7'],
    ['an earlier one, marked on the way', 'W/"6"'],
    ['none', ''],
    ['one that only begins alike', '"70"'],
  ])('decided on %s is refused [BFF-06]', async (_, tag) => {
    expect(await put('/honoured', tag)).toEqual([412, 'changed-meanwhile']);
    expect(await put('/required', tag)).toEqual([412, 'changed-meanwhile']);
  });

  test('that names none is done where that will do, and refused before anything else where it will not [BFF-06]', async () => {
    expect(await put('/honoured')).toEqual([200, '"8"']);
    expect(await put('/required')).toEqual([428, 'if-match-required']);
  });

  test('checked where the contract does not say so is a fault of ours [BFF-06]', async () => {
    expect(await put('/forgotten', '"7"')).toEqual([500, 'internal']);
  });
});
