import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stages } from '../../lib/config.ts';
import { preparePython } from '../../tools/python.ts';
import { assemblyOf } from '../support/assembly.ts';
import { makeTestFolder } from '../support/test-folder.ts';

/** Findings that we live with, each with its reason; one that is found no more has to leave this list. */
const ACKNOWLEDGED: readonly { readonly rule: string; readonly at: RegExp; readonly because: string }[] = [
  {
    rule: 'I1022',
    at: /Fn::Join/,
    because: 'The CDK joins where a person would write Fn::Sub; nobody edits these templates.',
  },
  {
    rule: 'W3005',
    at: /\.DependsOn\./,
    because:
      'The CDK makes whoever has a role wait for the role and its policies at once; the role it refers to anyway.',
  },
  {
    rule: 'W6001',
    at: /^PrintVerse-[a-z]+-Storefront: Outputs\.(ApiUrl|UserPoolId)\./,
    because: 'Operators read the shop’s address and user pool at the storefront, whichever stack they come from.',
  },
];

interface Finding {
  readonly rule: string;
  readonly message: string;
  /** Stack and path in its template. */
  readonly at: string;
}

/** As cfn-lint writes it with `--format json`. */
interface Match {
  readonly Filename: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

const REGION = 'eu-central-1';
let folder: Awaited<ReturnType<typeof makeTestFolder>>;
let python: string;

/** What cfn-lint finds in templates by their names, remarks included. */
async function findingsIn(templates: Readonly<Record<string, unknown>>): Promise<Finding[]> {
  const files = Object.entries(templates).map(([stack, template]) => {
    const file = join(folder.folder, `${stack}.json`);
    writeFileSync(file, JSON.stringify(template));
    return file;
  });
  const options = ['--format', 'json', '--include-checks', 'I', '--regions', REGION];
  const output = await new Promise<string>((resolve, reject) => {
    execFile(
      python,
      ['-c', 'from cfnlint.runner import main; main()', ...options, '--', ...files],
      // Without a home of anybody's, so that no settings of a person are read.
      { cwd: folder.folder, env: { HOME: folder.folder, PATH: process.env['PATH'] }, maxBuffer: 64 * 2 ** 20 },
      // It ends with a bit for each kind of finding, and with 1 and 32 where it could not look.
      (error, stdout, stderr) => (stdout.startsWith('[') ? resolve(stdout) : reject(error ?? new Error(stderr))),
    );
  });
  return (JSON.parse(output) as Match[]).map(({ Filename, Message, Rule, Location }) => ({
    rule: Rule.Id,
    message: Message,
    at: `${Filename.split('/').at(-1)?.replace('.json', '')}: ${(Location.Path ?? []).join('.')}`,
  }));
}

let found: Finding[] = [];

beforeAll(async () => {
  folder = await makeTestFolder('cfn-lint');
  python = await preparePython('tools', console.log);
  const [local, dev] = await Promise.all([assemblyOf(stages.local), assemblyOf(stages.dev)]);
  found = await findingsIn({ ...local.templates, ...dev.templates });
}, 900_000);

afterAll(() => folder.remove());

const answers = ({ rule, at }: Finding) => ACKNOWLEDGED.filter((one) => one.rule === rule && one.at.test(at));

test('nothing that cfn-lint finds in the templates is left without an answer', () => {
  const open = found.filter((one) => answers(one).length === 0);
  expect(open.map(({ rule, message, at }) => `${rule} ${at}: ${message}`)).toEqual([]);
});

test('nothing is answered that cfn-lint asks no more', () => {
  const used = new Set(found.flatMap(answers));
  expect(ACKNOWLEDGED.filter((one) => !used.has(one)).map(({ because }) => because)).toEqual([]);
});

test('cfn-lint sees what a local cloud takes: an unknown property, a reference to nothing', async () => {
  const planted = await findingsIn({
    'PrintVerse-planted-Slips': {
      Resources: {
        Queue: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeOut: 30 } },
        Topic: { Type: 'AWS::SNS::Topic', Properties: { TopicName: { Ref: 'Nowhere' } } },
      },
    },
  });
  expect(planted.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['E1020', 'E3002']));
}, 60_000);
