import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  ClientAttributes,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { Role } from '../../functions/identity/contract.ts';
import { ContextFunction, type Foundation } from './context-function.ts';

/**
 * The user pool: passwords and tokens, nothing else. Users are the identity context's; the pool knows them by their
 * ids. Every way in leads through the API, so self-service, recovery and hosted pages are closed.
 */
export class UserDirectory extends Construct {
  readonly userPool: UserPool;
  readonly userPoolClient: UserPoolClient;

  constructor(scope: Construct, id: string, { foundation }: { readonly foundation: Foundation }) {
    super(scope, id);
    const { config } = foundation;
    this.userPool = new UserPool(this, 'Pool', {
      userPoolName: `printverse-${config.stage}`,
      // Triggers of the second version, which see access tokens, need this plan.
      featurePlan: FeaturePlan.ESSENTIALS,
      signInAliases: { username: true },
      signInCaseSensitive: true,
      selfSignUpEnabled: false,
      accountRecovery: AccountRecovery.NONE,
      autoVerify: { email: false, phone: false },
      mfa: Mfa.OFF,
      passwordPolicy: {
        minLength: 12,
        requireDigits: false,
        requireLowercase: false,
        requireSymbols: false,
        requireUppercase: false,
      },
      deletionProtection: config.retain,
      removalPolicy: config.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    // A role is a group, and having none is being a customer.
    for (const role of Role.options.filter((role) => role !== 'customer')) {
      this.userPool.addGroup(role, { groupName: role });
    }
    const preToken = new ContextFunction(this, 'PreToken', {
      foundation,
      context: 'identity',
      entry: 'pre-token',
      // Cognito gives up after five.
      timeoutSeconds: 5,
    });
    this.userPool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, preToken, LambdaVersion.V2_0);

    // No list would mean every attribute: one that says nothing stands for none.
    const attributes = new ClientAttributes().withStandardAttributes({ locale: true });
    this.userPoolClient = new UserPoolClient(this, 'Client', {
      userPool: this.userPool,
      userPoolClientName: `printverse-${config.stage}-api`,
      generateSecret: true,
      authFlows: { adminUserPassword: true },
      disableOAuth: true,
      supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(15),
      idTokenValidity: Duration.minutes(15),
      refreshTokenValidity: Duration.days(30),
      readAttributes: attributes,
      writeAttributes: attributes,
    });
  }
}
