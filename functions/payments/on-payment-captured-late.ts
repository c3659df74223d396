import { env } from '../shared/env.ts';
import { consumer, when } from '../shared/events/consumer.ts';
import { secret } from '../shared/secrets.aws.ts';
import { whileStale } from '../shared/store/optimistic.ts';
import { PaymentCapturedLate } from './contract.ts';
import { sandboxGateway } from './gateway.sandbox.ts';
import { giveBackLateCapture } from './give-back-late-capture.ts';
import { stepFunctionsTask } from './saga-task.sfn.ts';
import { settlementPorts } from './settlement-ports.dynamodb.ts';

const giveBack = giveBackLateCapture({
  ...settlementPorts(),
  task: stepFunctionsTask(),
  gateway: sandboxGateway({ url: env('GATEWAY_URL'), apiKey: secret(env('GATEWAY_API_KEY_SECRET')) }),
});

export const handler = consumer([
  when(PaymentCapturedLate, ({ event, attempt }) => whileStale(() => giveBack(event.data.orderId, attempt))),
]);
