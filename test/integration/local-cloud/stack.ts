import { join } from 'node:path';
import * as cdk from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ses from 'aws-cdk-lib/aws-ses';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';

export const corsOrigin = 'https://shop.example';
export const verifiedSender = 'shop@example.com';

/** One of each thing this project leans on, for the conformance tests of the local cloud. */
export class ProbeStack extends cdk.Stack {
  constructor(app: cdk.App, bundles: string) {
    super(app, 'probe');
    const items = new dynamodb.Table(this, 'Items', {
      tableName: 'probe-items',
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      stream: dynamodb.StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    });
    const secrets = new dynamodb.Table(this, 'Secrets', {
      tableName: 'probe-secrets',
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    });
    const bucket = new s3.Bucket(this, 'Files', {
      lifecycleRules: [{ prefix: 'drafts/', expiration: cdk.Duration.days(3) }],
    });
    const probe = (entry: string, seconds = 5) =>
      new lambda.Function(this, entry, {
        functionName: `probe-${entry}`,
        runtime: lambda.Runtime.NODEJS_24_X,
        handler: 'index.handler',
        code: lambda.Code.fromAsset(join(bundles, 'probe', entry)),
        timeout: cdk.Duration.seconds(seconds),
        environment: { ITEMS: items.tableName, SECRETS: secrets.tableName },
      });

    const http = probe('http');
    items.grantReadWriteData(http);
    const bus = new EventBus(this, 'Bus', { eventBusName: 'probe' });
    http.addToRolePolicy(new PolicyStatement({ actions: ['events:DescribeEventBus'], resources: [bus.eventBusArn] }));
    const steps = probe('steps');
    items.grantReadWriteData(steps);
    const onRecord = probe('on-record');
    items.grantReadWriteData(onRecord);
    onRecord.addEventSource(
      new DynamoEventSource(items as dynamodb.ITable, {
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        batchSize: 10,
      }),
    );
    const dead = new sqs.Queue(this, 'DeadMessages', {
      queueName: 'probe-dead',
    });
    const messages = new sqs.Queue(this, 'Messages', {
      queueName: 'probe-messages',
      visibilityTimeout: cdk.Duration.seconds(1),
      deadLetterQueue: { queue: dead, maxReceiveCount: 2 },
    });
    const onMessage = probe('on-message', 1);
    items.grantReadWriteData(onMessage);
    onMessage.addEventSource(
      new SqsEventSource(messages, {
        batchSize: 10,
        reportBatchItemFailures: true,
      }),
    );

    probe('cron-greet');
    const preToken = probe('pre-token');
    const pool = new cognito.UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      featurePlan: cognito.FeaturePlan.ESSENTIALS,
    });
    pool.addTrigger(cognito.UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, preToken, cognito.LambdaVersion.V2_0);
    new cognito.CfnUserPoolGroup(this, 'Staff', {
      userPoolId: pool.userPoolId,
      groupName: 'staff',
    });
    const client = pool.addClient('Shop', {
      generateSecret: true,
      authFlows: { adminUserPassword: true },
    });

    const api = new apigateway.HttpApi(this, 'Api', {
      corsPreflight: {
        allowOrigins: [corsOrigin],
        allowMethods: [apigateway.CorsHttpMethod.GET],
        allowHeaders: ['authorization'],
        allowCredentials: true,
      },
    });
    const integration = new HttpLambdaIntegration('Http', http);
    api.addRoutes({
      path: '/{action}',
      methods: [apigateway.HttpMethod.GET],
      integration,
    });
    api.addRoutes({
      path: '/private/{action}',
      methods: [apigateway.HttpMethod.GET],
      integration,
      authorizer: new HttpJwtAuthorizer('Jwt', `https://cognito-idp.${this.region}.amazonaws.com/${pool.userPoolId}`, {
        jwtAudience: [client.userPoolClientId],
      }),
    });

    const sender = new ses.EmailIdentity(this, 'Sender', { identity: ses.Identity.email(verifiedSender) });
    const postman = new iam.Role(this, 'Postman', { assumedBy: new iam.AccountPrincipal(this.account) });
    postman.addToPolicy(
      new iam.PolicyStatement({ actions: ['ses:SendRawEmail'], resources: [sender.emailIdentityArn] }),
    );

    const invoke = (payload: string, next: object, resource = 'arn:aws:states:::lambda:invoke') => ({
      Type: 'Task',
      Resource: resource,
      Arguments: { FunctionName: steps.functionArn, Payload: payload },
      TimeoutSeconds: 10,
      ...next,
    });
    const machine = (name: string, states: Record<string, object>) => {
      const definition = {
        QueryLanguage: 'JSONata',
        StartAt: Object.keys(states)[0],
        States: states,
      };
      const made = new sfn.StateMachine(this, name, {
        stateMachineName: `probe-${name}`,
        definitionBody: sfn.DefinitionBody.fromString(this.toJsonString(definition)),
      });
      steps.grantInvoke(made);
      return made;
    };
    const machines = {
      Catching: machine('Catching', {
        Act: invoke('{% $states.input %}', {
          Output: '{% $states.result.Payload %}',
          End: true,
          Catch: [
            { ErrorEquals: ['OutOfStockError'], Next: 'Named' },
            {
              ErrorEquals: ['States.ALL'],
              Output: '{% $states.errorOutput %}',
              Next: 'Other',
            },
          ],
        }),
        Named: { Type: 'Pass', Output: { caught: 'by name' }, End: true },
        Other: {
          Type: 'Pass',
          Output: '{% { "caught": $states.input.Error } %}',
          End: true,
        },
      }),
      Waiting: machine('Waiting', {
        Ask: invoke(
          '{% { "do": "keep-token", "id": $states.input.id, "token": $states.context.Task.Token, "thenFail": $exists($states.input.thenFail) } %}',
          { End: true },
          'arn:aws:states:::lambda:invoke.waitForTaskToken',
        ),
      }),
      Retrying: machine('Retrying', {
        Act: invoke('{% $states.input %}', {
          Output: '{% $states.result.Payload %}',
          End: true,
          Retry: [
            {
              ErrorEquals: ['Runtime.ExitError', 'Lambda.TooManyRequestsException'],
              IntervalSeconds: 1,
              MaxAttempts: 3,
            },
          ],
        }),
      }),
      Strict: machine('Strict', {
        Read: {
          Type: 'Pass',
          Output: '{% $states.input.nowhere.to.be.found %}',
          End: true,
        },
      }),
    };

    const outputs = {
      ApiId: api.apiId,
      BucketName: bucket.bucketName,
      ClientId: client.userPoolClientId,
      DeadQueueUrl: dead.queueUrl,
      PoolId: pool.userPoolId,
      PostmanArn: postman.roleArn,
      QueueUrl: messages.queueUrl,
      ...Object.fromEntries(Object.entries(machines).map(([name, { stateMachineArn }]) => [name, stateMachineArn])),
    };
    for (const [name, value] of Object.entries(outputs))
      new cdk.CfnOutput(this, `Out${name}`, { value }).overrideLogicalId(name);
  }
}
