import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import { api, on } from '../../../functions/shared/http/api.ts';
import { defineRoute, everyone } from '../../../functions/shared/http/route.ts';
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
  ])('decided on %s is done, and answers the next [BFF-09]', async (_, tag) => {
    expect(await put('/honoured', tag)).toEqual([200, '"8"']);
    expect(await put('/required', tag)).toEqual([200, '"8"']);
  });

  test.each([
    ['an earlier one', '"6"'],
    ['the present one without quotes', '7'],
    ['an earlier one, marked on the way', 'W/"6"'],
    ['none', ''],
    ['one that only begins alike', '"70"'],
  ])('decided on %s is refused [BFF-07, BFF-09]', async (_, tag) => {
    expect(await put('/honoured', tag)).toEqual([412, 'changed-meanwhile']);
    expect(await put('/required', tag)).toEqual([412, 'changed-meanwhile']);
  });

  test('that names none is done where that will do, and refused before anything else where it will not [BFF-07]', async () => {
    expect(await put('/honoured')).toEqual([200, '"8"']);
    expect(await put('/required')).toEqual([428, 'if-match-required']);
  });

  test('checked where the contract does not say so is a fault of ours [BFF-07]', async () => {
    expect(await put('/forgotten', '"7"')).toEqual([500, 'internal']);
  });
});

describe('what the caller has already', () => {
  const Read = defineRoute({ ...route, method: 'GET', operationId: 'read', path: '/honoured' });
  const Amend = defineRoute({ ...route, method: 'PATCH', operationId: 'amend', path: '/honoured' });
  const answering = api([on(Read, async () => ({ version: 7 })), on(Amend, async () => ({ version: 7 }))]);
  const ask = async (method: string, tag: string) => {
    const sent = { headers: { 'if-none-match': tag } };
    const { status, text, headers } = await send(answering, `${method} /honoured`, sent);
    return [status, text, headers['etag']];
  };

  test.each(['"7"', '*', '"5", "7"', 'W/"7"'])('is not sent again when it is read (%s) [CAT-11]', async (tag) => {
    expect(await ask('GET', tag)).toEqual([304, '', '"7"']);
  });

  test.each(['"6"', '7', '"70"', ''])('is sent when it is something else (%j) [CAT-11]', async (tag) => {
    expect(await ask('GET', tag)).toEqual([200, '{"version":7}', '"7"']);
  });

  test.each(['"7"', '*'])('is the answer of a change all the same (%s): it was done [BFF-07]', async (tag) => {
    expect(await ask('PATCH', tag)).toEqual([200, '{"version":7}', '"7"']);
  });
});
