import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  ExecutionStatus,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { awsClient } from '../shared/client.aws.ts';
import type { SagaMachine } from './saga-machine.ts';

/** Executions lie under the machine's name: `…:stateMachine:<name>` → `…:execution:<name>:<execution>`. */
const executionArn = (machineArn: string, name: string): string =>
  `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;

/** The state machine of an ARN. A start of a name that is or was running is what was wanted, so it is no error. */
export const stepFunctionsMachine = (machineArn: string, client = awsClient(SFNClient)): SagaMachine => ({
  async start(name, input) {
    try {
      await client.send(new StartExecutionCommand({ stateMachineArn: machineArn, name, input: JSON.stringify(input) }));
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  },
  async look(name) {
    try {
      const { status } = await client.send(
        new DescribeExecutionCommand({ executionArn: executionArn(machineArn, name) }),
      );
      if (status === ExecutionStatus.RUNNING) return 'running';
      return status === ExecutionStatus.SUCCEEDED ? 'ended' : 'broken';
    } catch (error) {
      if (error instanceof ExecutionDoesNotExist) return 'absent';
      throw error;
    }
  },
});
