import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetIdentityVerificationAttributesCommand, GetSendQuotaCommand, SESClient } from '@aws-sdk/client-ses';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

/** What was found out about an AWS account before a deployment; undefined where it could not be asked. */
export type AccountFacts = {
  region: string | undefined;
  account: string | undefined;
  /** Of the CDK's bootstrap stack. */
  bootstrapVersion: number | undefined;
  sender: string;
  senderVerified: boolean | undefined;
  /** Mails a day; a new account is in the sandbox with 200 and may write to verified addresses only. */
  mailsPerDay: number | undefined;
  concurrentExecutions: number | undefined;
};

export type Finding = { stops: boolean; sentence: string };

/** The oldest bootstrap stack that the pinned CDK deploys with. */
const oldestBootstrap = 6;
const sandboxMailsPerDay = 200;
/** Quota of an account that has not asked for more; the queues' consumers alone can use it up. */
const newAccountConcurrency = 10;

/** What is missing, in sentences: what stops a deployment first, then what has to be asked for. */
export function judgeAccount(facts: AccountFacts): Finding[] {
  const { region, account, bootstrapVersion, sender } = facts;
  const stops = (sentence: string): Finding => ({ stops: true, sentence });
  const asks = (sentence: string): Finding => ({ stops: false, sentence });
  if (region === undefined) return [stops('No AWS region is set: set AWS_REGION, or a region in your AWS profile.')];
  if (account === undefined) {
    return [stops('No valid AWS credentials were found: log in (aws sso login) or set AWS_PROFILE.')];
  }
  const findings: Finding[] = [];
  if (bootstrapVersion === undefined || bootstrapVersion < oldestBootstrap) {
    const what = bootstrapVersion === undefined ? 'is not bootstrapped' : `has bootstrap version ${bootstrapVersion}`;
    findings.push(
      stops(`Account ${account} ${what} in ${region}: run npx cdk bootstrap aws://${account}/${region} first.`),
    );
  }
  if (facts.senderVerified !== true) {
    findings.push(
      asks(`SES does not know the sender ${sender} as verified in ${region}: mails are refused until it is verified.`),
    );
  }
  if (facts.mailsPerDay === undefined || facts.mailsPerDay <= sandboxMailsPerDay) {
    findings.push(
      asks(
        `SES seems to be in its sandbox in ${region}: ask for production access, else only verified addresses get mail.`,
      ),
    );
  }
  if (facts.concurrentExecutions === undefined || facts.concurrentExecutions <= newAccountConcurrency) {
    const quota = facts.concurrentExecutions ?? 'an unknown number of';
    findings.push(
      asks(`Lambda runs ${quota} functions at once in ${region}: ask Service Quotas for 1000 concurrent executions.`),
    );
  }
  return findings;
}

/** Asks the account that the SDK's own credentials lead to. */
export async function readAccount(sender: string): Promise<AccountFacts> {
  const sts = new STSClient({});
  const region = await sts.config.region().catch(() => undefined);
  const unknown = { bootstrapVersion: undefined, senderVerified: undefined, mailsPerDay: undefined };
  const facts: AccountFacts = { region, account: undefined, sender, concurrentExecutions: undefined, ...unknown };
  if (region === undefined) return facts;
  facts.account = await orUndefined(async () => (await sts.send(new GetCallerIdentityCommand({}))).Account);
  if (facts.account === undefined) return facts;

  const cloudFormation = new CloudFormationClient({ region });
  const ses = new SESClient({ region });
  const lambda = new LambdaClient({ region });
  const domain = sender.split('@')[1] ?? sender;
  facts.bootstrapVersion = await orUndefined(async () => {
    const { Stacks = [] } = await cloudFormation.send(new DescribeStacksCommand({ StackName: 'CDKToolkit' }));
    const version = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'BootstrapVersion')?.OutputValue;
    return version === undefined ? undefined : Number(version);
  });
  facts.senderVerified = await orUndefined(async () => {
    const { VerificationAttributes = {} } = await ses.send(
      new GetIdentityVerificationAttributesCommand({ Identities: [sender, domain] }),
    );
    return Object.values(VerificationAttributes).some(({ VerificationStatus }) => VerificationStatus === 'Success');
  });
  facts.mailsPerDay = await orUndefined(async () => (await ses.send(new GetSendQuotaCommand({}))).Max24HourSend);
  facts.concurrentExecutions = await orUndefined(
    async () => (await lambda.send(new GetAccountSettingsCommand({}))).AccountLimit?.ConcurrentExecutions,
  );
  return facts;
}

/** A question that the caller's role may not ask, or that has no answer yet, is one finding and not the end. */
async function orUndefined<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await ask();
  } catch {
    return undefined;
  }
}
