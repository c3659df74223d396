import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { roles } from '../../local/outputs.ts';
import { signIn } from '../../tools/demo/client.ts';
import { preparePython } from '../../tools/python.ts';
import type { WrappedShop } from '../support/wrapped-shop.ts';
import { countAnswers, operations } from './counting-proxy.ts';
import { fuzzDocument, type Known } from './fuzz-document.ts';
import { onceEach } from './once-each.ts';

/** Processes side by side; each has one thread, because threads of CPython 3.11 upset the library that makes the data. */
const AT_ONCE = 2;
/** What decides what is generated: two runs send the same, but for ids and tokens. */
const SEED = 20_261_121;
/** What an answer is held against. Whether a request should have been refused is told apart by `negative_data_rejection`. */
const CHECKS = [
  'not_a_server_error',
  'status_code_conformance',
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
  'negative_data_rejection',
  'unsupported_method',
  'allow_header_conformance',
];

/** What ends the caller: nothing that is sent after it would be as that caller. */
const LAST_WORDS = ['eraseMe'];

export interface FuzzPlan {
  /** Requests of chance that each operation gets from each caller. */
  readonly perOperation: number;
  readonly callers: readonly Caller[];
  /** Callers that send the edge cases of every schema as well: about fifty requests for each operation. */
  readonly edgeCasesBy: readonly Caller[];
  /** Minutes after which a caller’s fuzz is broken off, and counts as failed. */
  readonly minutes: number;
}

export type Caller = 'anonymous' | (typeof roles)[number];
export const CALLERS: readonly Caller[] = ['anonymous', ...roles];

export interface FuzzResult {
  readonly requests: number;
  readonly byStatus: Readonly<Record<string, number>>;
  readonly operations: number;
  /** Of these, before anything was fuzzed. */
  readonly succeeded: number;
  readonly faults: readonly string[];
}

/** As schemathesis writes it with `--report json`. */
interface Report {
  readonly complete: boolean;
  readonly stop_reason: string;
  readonly test_cases: { readonly generated: number };
  readonly failures: readonly {
    readonly title: string;
    readonly operations: readonly string[];
  }[];
  readonly errors: readonly unknown[];
}

/**
 * Whether a method that one path does not have is one of a template that takes the path as well: nothing is named `exports`
 * under `/admin/products/{productId}`, and a PUT of it is told so.
 */
const isOfATemplate = (title: string, name: string): boolean => {
  const [method, path = ''] = name.split(' ');
  const takes = (template: string) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path);
  return title.includes('undeclared method') && operations.some((one) => one.method === method && takes(one.path));
};

/**
 * Sends a shop what its own OpenAPI document allows and what it does not, from each caller, and holds every answer
 * against the document. The callers’ accounts are the shop’s seeded ones: it is to be a shop of its own.
 */
export async function fuzz(shop: WrappedShop, plan: FuzzPlan, say: (line: string) => void): Promise<FuzzResult> {
  const python = await preparePython('tools', say);
  const { outputs } = shop;
  const answers = await countAnswers(outputs.apiUrl);
  const faults: string[] = [];
  try {
    const seeded = await onceEach(answers.url, shop);
    // Before anything is fuzzed: failures on credential routes are counted by source, and the source is one.
    const tokens = new Map<Caller, string>();
    for (const role of roles) tokens.set(role, await signIn(outputs.apiUrl, outputs.users[role]));
    if (seeded.token) tokens.set('customer', seeded.token);
    faults.push(...seeded.faults);
    // Before anything is fuzzed, too: what chance makes succeed is not what a client does.
    const owed = operations.filter(({ name }) => !answers.succeeded().has(name));
    faults.push(...owed.map(({ name }) => `${name} never succeeded`));
    const waiting = [...plan.callers];
    const fuzzNext = async (): Promise<void> => {
      const caller = waiting.shift();
      if (caller === undefined) return;
      const access = { token: tokens.get(caller), knownIds: seeded.knownIds };
      const result = await fuzzAs(caller, access, { python, url: answers.url, shop, plan });
      faults.push(...result.faults.map((line) => `as ${caller}: ${line}`));
      say(`as ${caller}: ${result.requests} requests, ${result.faults.length} faults`);
      await fuzzNext();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, fuzzNext));
    faults.push(...answers.broken());
    return {
      requests: answers.total(),
      byStatus: answers.byStatus(),
      operations: operations.length,
      succeeded: operations.length - owed.length,
      faults,
    };
  } finally {
    await answers.close();
  }
}

async function fuzzAs(
  caller: Caller,
  { token, knownIds }: { token: string | undefined; knownIds: Known },
  { python, url, shop, plan }: { python: string; url: string; shop: WrappedShop; plan: FuzzPlan },
): Promise<{ requests: number; faults: string[] }> {
  const folder = join(shop.wrapping, '../fuzz', caller);
  await mkdir(folder, { recursive: true });
  const document = join(folder, 'openapi.json');
  await writeFile(document, fuzzDocument(knownIds));
  const report = join(folder, 'report.json');
  const options = [
    ['--url', url, '--seed', String(SEED), '--generation-database', 'none', '--workers', '1'],
    [
      '--phases',
      plan.edgeCasesBy.includes(caller) ? 'examples,coverage,fuzzing' : 'examples,fuzzing',
      '--checks',
      CHECKS.join(','),
    ],
    ['--max-examples', String(plan.perOperation), '--continue-on-failure', '--no-shrink', '--warnings', 'off'],
    // A machine that is busy makes data slowly; that says nothing about the shop.
    ['--suppress-health-check', 'too_slow'],
    ['--report', 'json', '--report-json-path', report],
    token === undefined ? [] : ['--header', `Authorization: Bearer ${token}`],
    LAST_WORDS.map((operationId) => `--exclude-operation-id=${operationId}`),
  ].flat();
  const child = spawn(python, ['-m', 'schemathesis.cli', '--no-color', 'run', document, ...options], {
    cwd: folder,
    env: { HOME: folder, PATH: process.env['PATH'], LANG: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: plan.minutes * 60_000,
  });
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  const text = Buffer.concat(output).toString();
  await writeFile(join(folder, 'said.txt'), text);
  // None, or half of one, where it was stopped.
  const found = await readFile(report, 'utf8')
    .then((json) => JSON.parse(json) as Report)
    .catch(() => undefined);
  const ending = `schemathesis ended with ${code} (${found?.stop_reason ?? 'no report'}): ${text.slice(-2_000)}`;
  if (!found?.complete) return { requests: 0, faults: [ending] };
  const failures = found.failures
    .map(({ title, operations: names }) => ({ title, wrong: names.filter((name) => !isOfATemplate(title, name)) }))
    .filter(({ wrong }) => wrong.length > 0)
    .map(({ title, wrong }) => `${title}: ${wrong.join(', ')}`);
  const excused = found.failures.length > 0 && failures.length === 0;
  const faults = [...failures, ...found.errors.map((error) => JSON.stringify(error))];
  return {
    requests: found.test_cases.generated,
    // What was said of a failure is what a person needs to see it again.
    faults: faults.length > 0 ? [...faults, text.slice(0, 10_000)] : code === 0 || excused ? [] : [ending],
  };
}
