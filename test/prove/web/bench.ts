import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import { buildPages } from '@printverse/web/server.ts';
import type { Browser } from 'playwright-core';
import { findFreePort } from '../../../local/emulator/emulator.ts';
import { openShop } from '../../../local/shop.ts';
import { openChromium } from '../../support/chromium.ts';

/** A phone of the middle class on a slow network, as web.dev's Lighthouse has it. */
const PHONE = { width: 390, height: 844 } as const;
const CPU_SLOWER = 4;
const NETWORK = { bytesPerSecond: 1_600_000 / 8, latencyMs: 150 } as const;
/** Of each page; the one in the middle counts. */
const RUNS = 3;
/** Milliseconds without anything new after which a page is done. */
const QUIET_MS = 2_000;

const PAGES = { home: '/', list: '/shop/home', product: '/p/twist-vase' } as const;
/** Milliseconds, and the share of the screen that moved: what was decided for every page. */
const TARGETS = { FCP: 1_000, LCP: 2_200, CLS: 0.02, TBT: 300 } as const;

interface Vitals {
  readonly FCP: number;
  readonly LCP: number;
  readonly CLS: number;
  readonly TBT: number;
}

/** Notes what the browser tells of a page while it loads. Runs in the page, before anything of it does. */
const OBSERVE = `
  window.vitals = { FCP: 0, LCP: 0, CLS: 0, tasks: [] };
  const on = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  on('paint', (entry) => { if (entry.name === 'first-contentful-paint') vitals.FCP = entry.startTime; });
  on('largest-contentful-paint', (entry) => { vitals.LCP = entry.startTime; });
  on('layout-shift', (entry) => { if (!entry.hadRecentInput) vitals.CLS += entry.value; });
  on('longtask', (entry) => vitals.tasks.push([entry.startTime, entry.duration]));
`;

/** Tasks longer than 50 ms after the first paint block whoever wants to do something, by what they are longer. */
const READ = `({
  FCP: vitals.FCP, LCP: vitals.LCP, CLS: vitals.CLS,
  TBT: vitals.tasks.filter(([start]) => start > vitals.FCP).reduce((sum, [, took]) => sum + Math.max(0, took - 50), 0),
})`;

/**
 * `npm run bench -- web`: how soon pages are there on a slow phone, cold. Prints a table; times depend on the machine, so nothing
 * is asserted of them.
 */
export async function benchPages(folder: string): Promise<readonly string[]> {
  await buildPages();
  const [shop, browser] = await Promise.all([
    openShop({ folder, webPort: await findFreePort(), builtPages: true }),
    openChromium(),
  ]);
  const edge = await compressing(shop.outputs.webUrl ?? '');
  try {
    console.log('| page | FCP ms | LCP ms | CLS | TBT ms | KB | \n|---|---|---|---|---|---|');
    for (const [name, path] of Object.entries(PAGES)) {
      const runs: (Vitals & { readonly bytes: number })[] = [];
      for (let run = 0; run < RUNS; run += 1) runs.push(await load(browser, edge.url, path));
      const middle = (vital: (run: (typeof runs)[number]) => number) =>
        runs.map(vital).toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
      const figures = [
        middle(({ FCP }) => FCP).toFixed(0),
        middle(({ LCP }) => LCP).toFixed(0),
        middle(({ CLS }) => CLS).toFixed(3),
        middle(({ TBT }) => TBT).toFixed(0),
        (middle(({ bytes }) => bytes) / 1024).toFixed(0),
      ];
      console.log(`| ${name} | ${figures.join(' | ')} |`);
    }
    console.log(`| decided | ${TARGETS.FCP} | ${TARGETS.LCP} | ${TARGETS.CLS} | ${TARGETS.TBT} | |`);
    return [];
  } finally {
    await edge.close();
    await browser.close();
    await shop.stop();
  }
}

async function load(browser: Browser, baseURL: string, path: string): Promise<Vitals & { readonly bytes: number }> {
  const context = await browser.newContext({ baseURL, locale: 'en', viewport: PHONE, deviceScaleFactor: 2 });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER });
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: NETWORK.latencyMs,
      downloadThroughput: NETWORK.bytesPerSecond,
      uploadThroughput: NETWORK.bytesPerSecond,
    });
    let bytes = 0;
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength;
    });
    await page.addInitScript(OBSERVE);
    await page.goto(path);
    await page.waitForSelector('main h1');
    await page.waitForSelector('main .skeleton', { state: 'detached' });
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(QUIET_MS);
    return { ...(await page.evaluate<Vitals>(READ)), bytes };
  } finally {
    await context.close();
  }
}

const TEXT = /^(text\/|application\/(json|javascript)|image\/svg)/;
const brotli = promisify(brotliCompress);

/** Passes a server's answers on, compressed as CloudFront does; the page server on this machine has no need to. */
async function compressing(origin: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const packed = new Map<string, Buffer>();
  const server = createServer((request, response) => {
    void (async () => {
      const { host: _, connection: _1, 'accept-encoding': _2, ...headers } = request.headers;
      const path = request.url ?? '/';
      const answer = await fetch(`${origin}${path}`, { headers: headers as Record<string, string> });
      const bytes = Buffer.from(await answer.arrayBuffer());
      const type = answer.headers.get('content-type') ?? '';
      const kept = ['content-type', 'cache-control', 'etag', 'content-security-policy'].flatMap((name) => {
        const value = answer.headers.get(name);
        return value === null ? [] : [[name, value] as const];
      });
      const isText = TEXT.test(type);
      const body = isText ? (packed.get(path) ?? (await brotli(bytes))) : bytes;
      if (isText && path.startsWith('/assets/')) packed.set(path, body);
      response.writeHead(answer.status, {
        ...Object.fromEntries(kept),
        ...(isText ? { 'content-encoding': 'br' } : {}),
      });
      response.end(body);
    })().catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
