import { vi } from 'vitest';
import type { api } from '../../functions/shared/http/api.ts';

/*
 * Whoever imports this runs the real entries, with their own tables of routes and use cases. Only what calls AWS is replaced:
 * tables and passwords lie in memory, and the user pool's keys are the test's.
 */

vi.mock('../../functions/shared/env.ts', async () => {
  const { setting } = await import('./world.ts');
  return { env: setting, envNumber: (name: string) => Number(setting(name)) };
});
vi.mock('../../functions/shared/http/api.ts', async (original) => {
  const kernel = await original<{ readonly api: typeof api }>();
  const { serve } = await import('./world.ts');
  return {
    ...kernel,
    api: (...entry: Parameters<typeof kernel.api>) => {
      const handler = kernel.api(...entry);
      serve(entry[0], handler);
      return handler;
    },
  };
});
vi.mock('../../functions/shared/http/pool-keys.https.ts', async () => {
  const { keysAt } = await import('./world.ts');
  return { poolKeys: keysAt };
});
vi.mock('../../functions/shared/store/store.dynamodb.ts', async () => {
  const { store } = await import('./world.ts');
  return { dynamoStore: () => store };
});
vi.mock('../../functions/shared/secrets.aws.ts', () => ({
  secret: (name: string) => async () => ({
    current: `the key ${name} of thirty-two bytes or more`,
    previous: undefined,
  }),
}));
vi.mock('../../functions/identity/logins.cognito.ts', async () => {
  const { logins } = await import('./world.ts');
  return { cognitoLogins: () => logins };
});
vi.mock('../../functions/privacy/export-files.s3.ts', () => ({
  s3ExportFiles: () => ({ put: async () => {}, remove: async () => {}, link: async () => 'https://files.example/1' }),
}));
vi.mock('../../functions/media/originals.s3.ts', () => ({
  s3Originals: () => ({ link: async () => ({ url: 'https://files.example/1', headers: {} }) }),
}));
vi.mock('../../functions/media/media-files.s3.ts', async () => {
  const { PICTURE } = await import('./world.ts');
  return { s3MediaFiles: () => ({ read: async (name: string) => (name === PICTURE ? new Uint8Array(1) : undefined) }) };
});
vi.mock('../../functions/catalog/search/snapshot-files.s3.ts', async () => {
  const { snapshotFiles } = await import('./world.ts');
  return { s3SnapshotFiles: () => snapshotFiles };
});
vi.mock('../../functions/catalog/sheets/sheet-files.s3.ts', () => ({
  s3SheetFiles: () => ({
    uploadLink: async () => ({ url: 'https://files.example/1', headers: {} }),
    downloadLink: async () => 'https://files.example/1',
  }),
}));
vi.mock('../../functions/uploads/model-files.s3.ts', async () => {
  const { encodeLights } = await import('../../functions/uploads/geometry/tint-preview.ts');
  const { PREVIEW } = await import('./world.ts');
  return {
    s3IncomingFiles: () => ({
      link: async () => ({ url: 'https://files.example/1', headers: {} }),
      remove: async () => {},
    }),
    s3ModelFiles: () => ({
      link: async () => 'https://files.example/1',
      readPreview: async (name: string) =>
        name === PREVIEW ? encodeLights(new Float32Array(2 * 640 * 480)) : undefined,
      remove: async () => {},
    }),
  };
});
/** The trail takes so many notes a minute: to whoever asks in another minute than the one before, it listens. */
const clock = vi.hoisted(() => {
  const started = Date.now();
  let minute = 0;
  return {
    now: () => new Date(started + minute * 60_000),
    nextMinute: () => {
      minute = 1 - minute;
    },
  };
});
vi.mock('../../functions/shared/clock.ts', async (original) => ({
  ...(await original<object>()),
  systemClock: clock,
}));
vi.mock('../../functions/edge/files.fs.ts', () => ({ filesBeside: () => ({ read: async () => '{}' }) }));
vi.mock('../../functions/edge/dependencies.aws.ts', () => ({ shopDependencies: () => [] }));

export { clock };
