import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Line } from './wrapped-shop.ts';

/** What a function may do, or did: `dynamodb:PutItem`. */
type Actions = ReadonlyMap<string, ReadonlySet<string>>;

export interface Privileges {
  readonly granted: number;
  /** Allowed, and never used in the whole run. */
  readonly excess: readonly string[];
  /** Used without being allowed: cannot be, unless the cloud does not look. */
  readonly missing: readonly string[];
}

/** What the services themselves do in a function's name, by its role but not by its code. */
const BY_THE_SERVICE =
  /^(logs:|xray:|dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)|sqs:(ReceiveMessage|DeleteMessage|ChangeMessageVisibility|GetQueueAttributes|GetQueueUrl))/;

/** Compares the actions that the templates grant to each function with those that its SDK calls needed. */
export function comparePrivileges(assembly: string, lines: readonly Line[]): Privileges {
  const granted = grantedActions(assembly);
  const used = usedActions(lines);
  const difference = (a: Actions, b: Actions) =>
    [...a].flatMap(([name, actions]) =>
      [...actions].filter((action) => !b.get(name)?.has(action)).map((action) => `${name} ${action}`),
    );
  return {
    granted: [...granted.values()].reduce((total, actions) => total + actions.size, 0),
    excess: difference(granted, used).sort(),
    missing: difference(used, granted).sort(),
  };
}

function usedActions(lines: readonly Line[]): Actions {
  const used = new Map<string, Set<string>>();
  for (const line of lines) {
    if (line.kind !== 'call') continue;
    const actions = used.get(line.function) ?? new Set<string>();
    for (const action of line.actions) actions.add(action);
    used.set(line.function, actions);
  }
  return used;
}

interface Resource {
  readonly Type: string;
  readonly Properties: Record<string, any>;
}

function grantedActions(assembly: string): Actions {
  const granted = new Map<string, Set<string>>();
  for (const file of readdirSync(assembly).filter((name) => name.endsWith('.template.json'))) {
    const { Resources } = JSON.parse(readFileSync(join(assembly, file), 'utf8')) as {
      Resources: Record<string, Resource>;
    };
    const functionsByRole = new Map(
      Object.values(Resources)
        .filter(({ Type }) => Type === 'AWS::Lambda::Function')
        .map(({ Properties }) => [Properties['Role']['Fn::GetAtt'][0] as string, nameOf(Properties['FunctionName'])]),
    );
    for (const { Type, Properties } of Object.values(Resources)) {
      if (Type !== 'AWS::IAM::Policy') continue;
      for (const role of Properties['Roles'] as { Ref: string }[]) {
        const name = functionsByRole.get(role.Ref);
        if (name === undefined) continue;
        const actions = granted.get(name) ?? new Set<string>();
        for (const statement of Properties['PolicyDocument'].Statement as { Action: string | string[] }[]) {
          for (const action of [statement.Action].flat()) if (!BY_THE_SERVICE.test(action)) actions.add(action);
        }
        granted.set(name, actions);
      }
    }
  }
  return granted;
}

const nameOf = (functionName: string): string => functionName.replace(/^printverse-[a-z]+-/, '');
