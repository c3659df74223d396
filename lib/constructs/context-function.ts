import { join } from 'node:path';
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageConfig } from '../config.ts';
import { type Access, giveAccess, type Holdings } from './access.ts';

/** What every construct that makes functions needs to know. */
export interface Foundation {
  readonly config: StageConfig;
  /** Folder of the bundles: `<bundles>/<context>/<entry>/index.mjs`. */
  readonly bundles: string;
}

export interface ContextFunctionProps extends Access {
  readonly foundation: Foundation & Holdings;
  readonly context: string;
  /** The entry file's name without its ending: `http`, `on-order-created`, `steps`. */
  readonly entry: string;
  /** Settings; what names a table, a secret or the like comes with the access to it. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly timeoutSeconds?: number;
  readonly memoryMb?: number;
}

/** One entry file as a Lambda, with a role and a log group of its own, and no permission but to write its log and what its access says. */
export class ContextFunction extends LambdaFunction {
  readonly context: string;
  readonly entry: string;

  constructor(scope: Construct, id: string, props: ContextFunctionProps) {
    const { foundation, context, entry } = props;
    const { config } = foundation;
    const name = `printverse-${config.stage}-${context}-${entry.replaceAll('.', '-')}`;
    const owner = new Construct(scope, `${id}Of`);
    const role = new Role(owner, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(owner, 'Log', {
      logGroupName: `/aws/lambda/${name}`,
      retention: config.logRetentionDays,
      removalPolicy: config.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    super(scope, id, {
      functionName: name,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(foundation.bundles, context, entry)),
      handler: 'index.handler',
      memorySize: props.memoryMb ?? 512,
      timeout: Duration.seconds(props.timeoutSeconds ?? 15),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: {
        STAGE: config.stage,
        POWERTOOLS_SERVICE_NAME: context,
        POWERTOOLS_METRICS_NAMESPACE: 'PrintVerse',
        ...props.environment,
      },
    });
    this.context = context;
    this.entry = entry;
    giveAccess(this, foundation, props);
  }
}
