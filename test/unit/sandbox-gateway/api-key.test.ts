import { describe, expect, test } from 'vitest';
import { InvalidApiKey, merchantOnly } from '../../../functions/sandbox-gateway/api-key.ts';
import type { ReadPayment } from '../../../functions/sandbox-gateway/contract.ts';
import type { Request, UseCase } from '../../../functions/shared/http/api.ts';

const reached: UseCase<typeof ReadPayment> = async () => {
  throw new Error('reached');
};
const calling = (authorization: string | undefined, previous?: string) =>
  merchantOnly(async () => ({ current: 'current-key', previous }))(reached)({
    headers: { authorization },
  } as unknown as Request<typeof ReadPayment>);

describe('the API key', () => {
  test.each(['Bearer current-key', 'Bearer previous-key'])('%s gets in', async (authorization) => {
    await expect(calling(authorization, 'previous-key')).rejects.toThrow('reached');
  });

  test.each([
    undefined,
    '',
    'Bearer',
    'Bearer ',
    'current-key',
    'Basic current-key',
    'Bearer current-ke',
    'Bearer undefined',
  ])('%s stays out', async (authorization) => {
    await expect(calling(authorization)).rejects.toThrow(InvalidApiKey);
  });
});
