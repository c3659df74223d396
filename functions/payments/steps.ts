import { env, envNumber } from '../shared/env.ts';
import { secret } from '../shared/secrets.aws.ts';
import { steps } from '../shared/steps.ts';
import { sandboxGateway } from './gateway.sandbox.ts';
import { stepFunctionsTask } from './saga-task.sfn.ts';
import { settlementPorts } from './settlement-ports.dynamodb.ts';
import { takePayment } from './take-payment.step.ts';

export const handler = steps([
  takePayment({
    ...settlementPorts(),
    gateway: sandboxGateway({ url: env('GATEWAY_URL'), apiKey: secret(env('GATEWAY_API_KEY_SECRET')) }),
    task: stepFunctionsTask(),
    webhookUrl: `${env('API_URL')}/payments/webhooks/sandbox`,
    paymentSeconds: envNumber('PAYMENT_SECONDS'),
  }),
]);
