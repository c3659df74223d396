import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { NewPassword } from '../functions/identity/contract.ts';
import { PasswordRefused } from '../functions/identity/logins.ts';
import { AddressTaken } from '../functions/identity/sign-up/create-user.ts';
import { EmailAddress } from '../functions/shared/http/shapes.ts';
import { dynamoStore } from '../functions/shared/store/store.dynamodb.ts';
import { makeUser } from '../local/seed-users.ts';
import { OperatorError, runMain } from './operator-error.ts';
import { findTarget, type Target } from './target.ts';

const usage = 'npm run admin:create -- --email <address> [--name <name>] [--password-stdin] [--stage <stage on AWS>]';

/** The user pool of a deployed stage, as its stack says. */
async function findUserPool({ config, stage }: Target): Promise<string> {
  const StackName = `PrintVerse-${stage}-Storefront`;
  const { Stacks = [] } = await new CloudFormationClient(config)
    .send(new DescribeStacksCommand({ StackName }))
    .catch((error: Error) => {
      if (error.name !== 'ValidationError') throw error;
      throw new OperatorError(`There is no stack ${StackName}: deploy the stage ${stage} first.`);
    });
  const output = Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'UserPoolId')?.OutputValue;
  if (!output) throw new OperatorError(`The stack ${StackName} names no user pool: deploy the stage ${stage} again.`);
  return output;
}

await runMain(async () => {
  const { email, name, password, stage } = await readArguments();
  const target = await findTarget(stage);
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(target.config), {
    marshallOptions: { removeUndefinedValues: true },
  });
  const books = {
    store: dynamoStore(documents),
    identityTable: `printverse-${target.stage}-identity`,
    userPoolId: await findUserPool(target),
    cognito: new CognitoIdentityProviderClient(target.config),
  };
  const login = { email, password: password ?? randomBytes(18).toString('base64url') };
  const { id } = await makeUser(books, 'admin', login, name).catch((error: unknown) => {
    if (error instanceof AddressTaken) {
      throw new OperatorError(`${email} is somebody's already: take another address, or let an admin give the role.`);
    }
    if (error instanceof PasswordRefused) throw new OperatorError('The user pool does not take this password.');
    throw error;
  });
  console.log(`${email} is an admin of ${target.stage} now (${id}).`);
  if (password === undefined) console.log(`Password, shown this once: ${login.password}`);
});

async function readArguments() {
  const given = (() => {
    try {
      const options = {
        email: { type: 'string' },
        name: { type: 'string', default: 'Admin' },
        'password-stdin': { type: 'boolean', default: false },
        stage: { type: 'string' },
      } as const;
      return parseArgs({ options }).values;
    } catch (error) {
      throw new OperatorError(`${(error as Error).message}\n${usage}`);
    }
  })();
  const email = EmailAddress.safeParse(given.email);
  if (!email.success) throw new OperatorError(`Say whose address it is: ${usage}`);
  const { name, stage } = given;
  if (!given['password-stdin']) return { email: email.data, name, stage, password: undefined };
  const password = NewPassword.safeParse((await text(process.stdin)).replace(/\r?\n$/, ''));
  if (password.success) return { email: email.data, name, stage, password: password.data };
  throw new OperatorError(
    `Choose another password: ${password.error.issues.map(({ message }) => message).join('; ')}.`,
  );
}
