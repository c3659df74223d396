import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';

/** The name of a stage's machine, by its file. */
export const sagaName = ({ stage }: StageConfig, file: string): string => `printverse-${stage}-${file}`;

/**
 * The ARNs of a machine and of its executions, made from its name: its own steps are allowed to answer it, and a
 * reference in both directions would be a cycle.
 */
export function sagaArns(scope: Construct, config: StageConfig, file: string) {
  const name = sagaName(config, file);
  const arn = (resource: string, resourceName: string) =>
    Stack.of(scope).formatArn({ service: 'states', resource, resourceName, arnFormat: ArnFormat.COLON_RESOURCE_NAME });
  return { machine: arn('stateMachine', name), executions: arn('execution', `${name}:*`) };
}
