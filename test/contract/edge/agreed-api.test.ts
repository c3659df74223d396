import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { agreedFile } from '../../../tools/agree-api.ts';
import { apiDigest, breakingApiChanges, fromText, type Line, toText } from '../../../tools/api-digest.ts';

const current = apiDigest();

describe('the API that clients were promised', () => {
  test('breaks nobody by what it is now [BFF-10]', async () => {
    expect(breakingApiChanges(fromText(await readFile(agreedFile, 'utf8')), current)).toEqual([]);
  });

  test('is written down as it is now: npm run api:agree takes a change for agreed [BFF-10]', async () => {
    expect(toText(current)).toBe(await readFile(agreedFile, 'utf8'));
  });
});

const operation: Line = {
  operation: 'POST /carts',
  id: 'openCart',
  spellings: ['POST /bff/carts'],
  access: 'accessToken',
  request: { body: 'object', 'body.name': 'string', 'body.items': 'list!', 'body.items[].sku': 'Sku!' },
  answer: { 201: 'object', '201.id': 'string!' },
  problems: ['400 invalid-request'],
};
const schema: Line = { schema: 'Cart', fields: { id: 'string!', note: 'string' } };

describe('a change of the API', () => {
  test.each([
    ['an operation that goes', [schema], ['POST /carts is gone']],
    ['another operationId', [{ ...operation, id: 'makeCart' }], ['POST /carts is called makeCart, was openCart']],
    ['a spelling that goes', [{ ...operation, spellings: [] }], ['POST /carts no longer answers at POST /bff/carts']],
    ['another access', [{ ...operation, access: 'role' }], ['POST /carts asks for role, was accessToken']],
    [
      'a request field that goes or is demanded',
      [
        {
          ...operation,
          request: { body: 'object', 'body.items': 'list!', 'body.items[].sku': 'Sku!', 'body.at': 'string!' },
        },
      ],
      ['POST /carts no longer takes body.name', 'POST /carts: body.at is required and new'],
    ],
    [
      'an optional request field that is required',
      [{ ...operation, request: { ...operation.request, 'body.name': 'string!' } }],
      ['POST /carts: body.name is required now'],
    ],
    [
      'an answer without a field, of another type, or of another status',
      [{ ...operation, answer: { 200: 'object', '200.id': 'string!' } }],
      ['POST /carts no longer answers 201', 'POST /carts no longer answers 201.id'],
    ],
    [
      'a field of a schema of another type, or one that may be missing',
      [operation, { schema: 'Cart', fields: { id: 'string', note: 'integer' } }],
      ['schema Cart: id may be missing now', 'schema Cart: note was string and is integer'],
    ],
  ] satisfies [string, Line[], string[]][])('breaks clients by %s [BFF-10]', (_, changed, told) => {
    const names = new Set(changed.map((line) => ('schema' in line ? line.schema : line.operation)));
    const untouched = [operation, schema].filter((line) => !names.has('schema' in line ? line.schema : line.operation));
    const now = told.includes('POST /carts is gone') ? changed : [...untouched, ...changed];
    expect(breakingApiChanges([operation, schema], now)).toEqual(told);
  });

  test('breaks nobody by more operations, spellings, optional fields, answer fields and problems [BFF-10]', () => {
    const more: Line[] = [
      {
        ...operation,
        spellings: [...operation.spellings, 'POST /baskets'],
        request: { ...operation.request, 'query.dry': 'boolean', 'body.gift': 'object', 'body.gift.text': 'string!' },
        answer: { ...operation.answer, '201.total': 'Money!' },
        problems: [...operation.problems, '409 sold-out'],
      },
      { schema: 'Cart', fields: { ...schema.fields, total: 'Money!' } },
      { ...operation, operation: 'POST /baskets', id: 'openBasket' },
    ];
    expect(breakingApiChanges([operation, schema], more)).toEqual([]);
  });
});
