import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Grant } from 'aws-cdk-lib/aws-iam';
import { type CfnSecret, type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/**
 * A key that functions sign with, made on first deployment: `{"current":"…","previous":""}`. Rotating moves current to
 * previous; both are accepted meanwhile.
 */
export function signingKey(scope: Construct, id: string, name: string): ISecret {
  const made = new Secret(scope, id, {
    secretName: name,
    generateSecretString: {
      secretStringTemplate: JSON.stringify({ previous: '' }),
      generateStringKey: 'current',
      excludePunctuation: true,
      passwordLength: 48,
    },
  });
  // Ref and Id are the same ARN at AWS. Not every endpoint answers Ref with one, and a grant needs the ARN.
  return Secret.fromSecretCompleteArn(scope, `${id}Arn`, (made.node.defaultChild as CfnSecret).attrId);
}

/** Read these secrets, and nothing else about them. */
export const allowReading = (grantee: IGrantable, ...secrets: readonly ISecret[]): Grant =>
  Grant.addToPrincipal({
    grantee,
    actions: ['secretsmanager:GetSecretValue'],
    resourceArns: secrets.map((secret) => secret.secretArn),
  });
