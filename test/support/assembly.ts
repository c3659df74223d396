import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { createApp } from '../../lib/app.ts';
import type { StageConfig } from '../../lib/config.ts';
import { findEntries } from '../../tools/build.ts';
import { root } from './rooms.ts';

type Json = Readonly<Record<string, unknown>>;

interface Template {
  readonly Resources: Readonly<Record<string, Json>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>>;
}

/** One resource of one stack, with its references written out: `{Storefront/OrdersHttp.Arn}`. */
export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  /** How others refer to it: `{stack/id}`. */
  readonly ref: string;
  readonly properties: Properties;
  readonly deletionPolicy: string | undefined;
  /** Ids of resources of its stack that are there before it. */
  readonly dependsOn: readonly string[];
}

/** A template is as deep as CloudFormation made it; what is not there fails the test that looks for it. */
export type Properties = any;

export interface Assembly {
  readonly templates: Readonly<Record<string, Template>>;
  readonly resources: readonly Resource[];
  of(type: string): readonly Resource[];
}

/** A bundle for each entry that says which one it is, so that no two functions share an asset. */
async function stubBundles(): Promise<string> {
  const bundles = join(root, '.test/stub-bundles');
  for (const { context, entry } of await findEntries()) {
    const folder = join(bundles, context, entry);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'index.mjs'), `export const handler = () => '${context}/${entry}';\n`);
  }
  return bundles;
}

/** The templates of a stage, as they would be deployed but for the functions' code. */
export const synthesise = (config: StageConfig, pages?: string): Promise<Assembly> =>
  withApp(config, (app) => read(app.synth().directory), pages);

/** Does something with the app of a stage, and leaves nothing of its synthesis behind. */
export async function withApp<T>(config: StageConfig, use: (app: App) => T, pages?: string): Promise<T> {
  const bundles = await stubBundles();
  const outdir = mkdtempSync(join(tmpdir(), `printverse-${config.stage}-`));
  try {
    return use(createApp({ config, bundles, outdir, ...(pages === undefined ? {} : { pages }) }).app);
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

const assemblies = new Map<string, Promise<Assembly>>();

/** The same, but once for all who ask for that configuration. */
export function assemblyOf(config: StageConfig): Promise<Assembly> {
  const key = JSON.stringify(config);
  const assembly = assemblies.get(key) ?? synthesise(config);
  assemblies.set(key, assembly);
  return assembly;
}

function read(folder: string): Assembly {
  const templates: Record<string, Template> = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.template.json'))) {
    templates[file.replace('.template.json', '')] = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Template;
  }
  const exported = new Map<string, { stack: string; value: unknown }>();
  for (const [stack, { Outputs = {} }] of Object.entries(templates)) {
    for (const { Export, Value } of Object.values(Outputs))
      if (Export) exported.set(Export.Name, { stack, value: Value });
  }
  const written = (value: unknown, stack: string): unknown => writtenOut(value, stack, exported);
  const resources = Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources).map(([id, resource]) => ({
      stack,
      id,
      type: String(resource['Type']),
      ref: `{${stack}/${id}}`,
      properties: (written(resource['Properties'] ?? {}, stack) ?? {}) as Properties,
      deletionPolicy: resource['DeletionPolicy'] as string | undefined,
      dependsOn: resource['DependsOn'] === undefined ? [] : listed(resource['DependsOn']),
    })),
  );
  return { templates, resources, of: (type) => resources.filter((resource) => resource.type === type) };
}

type Exports = ReadonlyMap<string, { readonly stack: string; readonly value: unknown }>;

function writtenOut(value: unknown, stack: string, exported: Exports): unknown {
  const deeper = (one: unknown) => writtenOut(one, stack, exported);
  if (Array.isArray(value)) return value.map(deeper);
  if (typeof value !== 'object' || value === null) return value;
  const [[operator, operand] = ['', undefined], ...others] = Object.entries(value);
  if (others.length > 0) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, deeper(one)]));
  switch (operator) {
    case 'Ref':
      return String(operand).startsWith('AWS::') ? `{${String(operand)}}` : `{${stack}/${String(operand)}}`;
    case 'Fn::GetAtt': {
      const [id, ...attribute] = operand as string[];
      return `{${stack}/${id}.${attribute.join('.')}}`;
    }
    case 'Fn::Join': {
      const [separator, parts] = operand as [string, unknown[]];
      return parts.map((part) => text(deeper(part))).join(separator);
    }
    case 'Fn::Sub':
      return text(operand).replace(/\$\{([^}]+)\}/g, (_, name: string) =>
        name.startsWith('AWS::') ? `{${name}}` : `{${stack}/${name}}`,
      );
    case 'Fn::ImportValue': {
      const source = exported.get(text(deeper(operand)));
      if (!source) throw new Error(`${stack} imports ${text(operand)}, which nobody exports`);
      return writtenOut(source.value, source.stack, exported);
    }
    default:
      return { [operator]: deeper(operand) };
  }
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export interface Statement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: unknown;
}

const listed = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [value]).map(text);

export const statementsOf = (document: { readonly Statement: readonly Json[] }): Statement[] =>
  document.Statement.map((statement) => ({
    effect: text(statement['Effect']),
    actions: listed(statement['Action']),
    resources: listed(statement['Resource'] ?? []),
    conditions: statement['Condition'],
  }));

/** What a role may do, wherever it was granted. */
export function grantsOf(assembly: Assembly, role: Resource): Statement[] {
  const inline = (role.properties.Policies ?? []) as { PolicyDocument: { Statement: Json[] } }[];
  const attached = assembly
    .of('AWS::IAM::Policy')
    .filter(({ properties }) => (properties.Roles as string[]).includes(role.ref))
    .map(({ properties }) => ({ PolicyDocument: properties.PolicyDocument as { Statement: Json[] } }));
  return [...inline, ...attached].flatMap(({ PolicyDocument }) => statementsOf(PolicyDocument));
}
