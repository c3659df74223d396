import { type IAspect, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct, type IConstruct } from 'constructs';
import type { StageConfig } from '../config.ts';

const topicName = ({ stage }: StageConfig): string => `printverse-${stage}-alarms`;

/** Where every alarm of the stage goes. Whoever is to be called subscribes to it (docs/runbook.md). */
export class AlarmTopic extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, config: StageConfig) {
    super(scope, id);
    const alarms = {
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
    };
    // A key of its own: alarms may not publish under the one that AWS keeps for SNS.
    const masterKey = new Key(this, 'Key', {
      description: `Alarms of PrintVerse, stage ${config.stage}`,
      enableKeyRotation: true,
      removalPolicy: config.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    masterKey.addToResourcePolicy(
      new PolicyStatement({ ...alarms, actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['*'] }),
    );
    this.topic = new Topic(this, 'Topic', { topicName: topicName(config), masterKey, enforceSSL: true });
    this.topic.addToResourcePolicy(
      new PolicyStatement({ ...alarms, actions: ['sns:Publish'], resources: [this.topic.topicArn] }),
    );
  }
}

/** Sends every alarm below it to the stage's topic; by its name, because some stacks come before the topic's. */
export class AlarmsReachTopic implements IAspect {
  readonly #config: StageConfig;

  constructor(config: StageConfig) {
    this.#config = config;
  }

  visit(node: IConstruct): void {
    if (!(node instanceof CfnAlarm)) return;
    node.alarmActions = [Stack.of(node).formatArn({ service: 'sns', resource: topicName(this.#config) })];
  }
}
