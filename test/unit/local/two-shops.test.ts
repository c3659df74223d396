import { expect, test } from 'vitest';
import { defaultPort, webPortOf } from '../../../local/cloud.ts';
import { pagesUrl } from '../../../local/pages.ts';
import { localConfig } from '../../../local/synth.ts';

/** The ports that a shop of npm start takes: its cloud's, its mailbox's and its pages'. */
const portsOf = (port: number) => [port, port + 1, webPortOf(port)];

test('two shops on one machine have ports, pages and an allowed origin of their own [AUT-14]', () => {
  const ports = [defaultPort, 4666, 4700];
  expect(new Set(ports.flatMap(portsOf)).size).toBe(3 * ports.length);
  const configs = ports.map((port) => {
    const endpoint = `http://127.0.0.1:${port}`;
    return localConfig({ endpoint, webUrl: pagesUrl(endpoint, webPortOf(port)) });
  });
  // The origin of a stage's pages is allowed to use sessions, if the API is on their host.
  expect(configs.map(({ publicUrls }) => publicUrls.web)).toEqual([
    'http://localhost:5173',
    'http://localhost:4668',
    'http://localhost:4702',
  ]);
  expect(configs.map(({ publicUrls }) => new URL(publicUrls.api ?? '').host)).toEqual(
    ports.map((port) => `localhost:${port}`),
  );
});
