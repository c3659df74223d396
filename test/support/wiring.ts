import { type Assembly, grantsOf, type Properties, type Resource } from './assembly.ts';
import type { ObservedEntry } from './observed-entries.ts';

/** A function as a template has it. */
export interface WiredFunction {
  /** Without the stage: `orders-http`. */
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly routes: readonly string[];
  /** Events of the shop that reach it by a queue: `printverse.orders order.created`. */
  readonly events: readonly string[];
  readonly indexes: readonly string[];
  readonly timeoutSeconds: number;
  /** States of the machines that call it. */
  readonly states: readonly SagaState[];
}

interface SagaState {
  readonly name: string;
  /** `reserve-stock#do` */
  readonly step: string;
  readonly timeoutSeconds: number;
}

const arn = ({ ref }: Resource) => `${ref.slice(0, -1)}.Arn}`;

/** What the templates say of every function. */
export function wiringOf(app: Assembly): WiredFunction[] {
  const integrations = new Map(app.of('AWS::ApiGatewayV2::Integration').map((one) => [one.ref, one]));
  const roles = new Map(app.of('AWS::IAM::Role').map((role) => [arn(role), role]));
  const tables = new Map(app.of('AWS::DynamoDB::Table').map((table) => [arn(table), table]));
  const rules = app.of('AWS::Events::Rule');
  const states = app.of('AWS::StepFunctions::StateMachine').flatMap(statesOf);
  return app.of('AWS::Lambda::Function').map((fn) => {
    const { properties } = fn;
    const queues = app
      .of('AWS::Lambda::EventSourceMapping')
      .filter((source) => source.properties.FunctionName === fn.ref)
      .map((source) => String(source.properties.EventSourceArn));
    const role = roles.get(String(properties.Role));
    return {
      name: String(properties.FunctionName).replace(/^printverse-[a-z]+-/, ''),
      environment: (properties.Environment?.Variables ?? {}) as Readonly<Record<string, string>>,
      routes: app
        .of('AWS::ApiGatewayV2::Route')
        .filter((route) => {
          const integration = integrations.get(String(route.properties.Target).replace(/^integrations\//, ''));
          return integration?.properties.IntegrationUri === arn(fn);
        })
        .map((route) => String(route.properties.RouteKey)),
      events: rules
        .filter((rule) =>
          (rule.properties.Targets as { readonly Arn: string }[]).some(({ Arn }) => queues.includes(Arn)),
        )
        .flatMap(subscribed),
      indexes: (role ? grantsOf(app, role) : [])
        .filter(({ actions }) => actions.includes('dynamodb:Query'))
        .flatMap(({ resources }) => resources.flatMap((resource) => indexOf(resource, tables) ?? [])),
      timeoutSeconds: Number(properties.Timeout),
      states: states.filter(({ invoked }) => invoked === arn(fn)),
    };
  });
}

/** A rule takes a type from whichever of its sources; ours say both, and no two contexts have a type in common. */
function subscribed({ properties }: Resource): string[] {
  const { source = [], 'detail-type': types = [] } = (properties.EventPattern ?? {}) as Record<string, string[]>;
  const ours = source.filter((one) => one.startsWith('printverse.'));
  return ours.length === 0 ? [] : types.map((type) => `${ours.join('|')} ${type}`);
}

function indexOf(resource: string, tables: ReadonlyMap<string, Resource>): string | undefined {
  const [, table = '', index] = /^(\{.+\})\/index\/(\w+)$/.exec(resource) ?? [];
  const name = tables.get(table)?.properties.TableName;
  return index === undefined ? undefined : `${String(name).replace(/^printverse-[a-z]+-/, '')}/${index}`;
}

function statesOf({ properties }: Resource): (SagaState & { readonly invoked: string })[] {
  const { States } = JSON.parse(String(properties.DefinitionString)) as { States: Record<string, Properties> };
  return Object.entries(States)
    .filter(([, state]) => state.Arguments?.FunctionName)
    .map(([name, { Arguments, TimeoutSeconds }]) => ({
      name,
      step: `${Arguments.Payload.step}#${Arguments.Payload.direction}`,
      timeoutSeconds: Number(TimeoutSeconds),
      invoked: String(properties.DefinitionSubstitutions[String(Arguments.FunctionName).slice(2, -1)]),
    }));
}

/** What every function has: Node and Powertools read some of it, and operators the rest. */
const EVERYBODYS = ['STAGE', 'POWERTOOLS_SERVICE_NAME', 'POWERTOOLS_METRICS_NAMESPACE'];

/** Entries that call some methods of a port whose other methods query another index; the bundler keeps a port whole. */
export const QUERY_OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  // What a context knows of people is told by one method and erased by another.
  'privacy-on-user-erased': ['notifications/gsi1'],
  'privacy-cron-erasures': ['notifications/gsi1'],
};

/** Where the functions of the templates and the entries of the code do not fit, each in a sentence. */
export function slips(wired: readonly WiredFunction[], observed: readonly ObservedEntry[]): string[] {
  return observed.flatMap((entry) => {
    const fn = wired.find(({ name }) => name === entry.name);
    if (!fn) return [`${entry.name} has no function`];
    const sentences = (things: readonly string[], what: (thing: string) => string) =>
      [...new Set(things)].toSorted().map((thing) => `${entry.name} ${what(thing)}`);
    const without = (some: readonly string[], others: readonly string[]) => some.filter((one) => !others.includes(one));
    const set = Object.keys(fn.environment);
    // An entry that broke off for want of a variable may have read the others later.
    const unread = entry.missing.length > 0 ? [] : without(set, [...entry.variables, ...EVERYBODYS]);
    const called = fn.states.map(({ step }) => step);
    const [subscribed, taken] = [fn.events, entry.events];
    const takes = (event: string) => taken.some((one) => isSubscribed(event, one));
    return [
      ...sentences(without(entry.variables, set), (name) => `reads ${name}, which is not set`),
      ...sentences(unread, (name) => `is given ${name}, which it does not read`),
      ...sentences(without(fn.routes, entry.routes), (key) => `is sent ${key}, which is not in its table`),
      ...sentences(without(entry.routes, fn.routes), (key) => `serves ${key}, which is not sent to it`),
      ...sentences(
        subscribed.filter((event) => !takes(event)),
        (event) => `is sent ${event}, which is not in its table`,
      ),
      ...sentences(
        taken.filter((event) => !subscribed.some((one) => isSubscribed(one, event))),
        (event) => `takes ${event}, which is not sent to it`,
      ),
      ...sentences(
        without(entry.indexes, [...fn.indexes, ...(QUERY_OTHERWISE[entry.name] ?? [])]),
        (index) => `queries ${index}, which it is not granted`,
      ),
      ...sentences(without(fn.indexes, entry.indexes), (index) => `is granted ${index}, which it does not query`),
      ...sentences(without(called, entry.steps), (step) => `is called for ${step}, which is not in its table`),
      ...sentences(without(entry.steps, called), (step) => `can do ${step}, which no state calls it for`),
      ...fn.states
        .filter(({ timeoutSeconds }) => !(fn.timeoutSeconds < timeoutSeconds))
        .map(({ name, timeoutSeconds }) => {
          return `${entry.name} may run ${fn.timeoutSeconds} s, and the state ${name} waits ${timeoutSeconds} s for it`;
        }),
    ];
  });
}

/** Whether a subscription, with the sources it takes, is one to an event. */
function isSubscribed(subscription: string, event: string): boolean {
  const [[sources = '', type], [source = '', wanted]] = [subscription.split(' '), event.split(' ')];
  return type === wanted && sources.split('|').includes(source);
}
