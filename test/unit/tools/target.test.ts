import { afterEach, expect, test, vi } from 'vitest';
import { findTarget } from '../../../tools/target.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const point = () => {
  vi.stubEnv('AWS_ENDPOINT_URL', 'http://127.0.0.1:4566');
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', 'http://127.0.0.1:8000');
  vi.stubEnv('AWS_ENDPOINT_URLS', 'something else');
};

test('a command for a stage of AWS works there, whatever cloud this shell points to [PLT-06]', async () => {
  point();
  expect(await findTarget('dev')).toEqual({ config: {}, stage: 'dev' });
  const left = Object.keys(process.env).filter((name) => name.startsWith('AWS_ENDPOINT_URL'));
  expect(left).toEqual(['AWS_ENDPOINT_URLS']);
});

test.each([undefined, 'local'])(
  'a command for stage %s works on the cloud that this shell points to [PLT-06]',
  async (stage) => {
    point();
    expect(await findTarget(stage)).toMatchObject({ config: { endpoint: 'http://127.0.0.1:4566' }, stage: 'local' });
    expect(process.env['AWS_ENDPOINT_URL_DYNAMODB']).toBe('http://127.0.0.1:8000');
  },
);
