import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { contractOf } from '../../functions/contracts.ts';
import { FrontDoor } from '../constructs/front-door.ts';
import { CatalogContext } from '../contexts/catalog.ts';
import { EdgeContext } from '../contexts/edge.ts';
import { IdentityContext } from '../contexts/identity.ts';
import { MediaContext } from '../contexts/media.ts';
import { NotificationsContext } from '../contexts/notifications.ts';
import { PrivacyContext } from '../contexts/privacy.ts';
import { ReviewsContext } from '../contexts/reviews.ts';
import type { Platform } from '../platform.ts';

/** What customers meet before and beside their orders, and the front door. */
export class StorefrontStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps & { readonly platform: Platform }) {
    super(scope, id, props);
    const { platform } = props;
    new EdgeContext(this, 'Edge', platform);
    const identity = new IdentityContext(this, 'Identity', platform);
    new CatalogContext(this, 'Catalog', platform);
    new MediaContext(this, 'Media', platform);
    new ReviewsContext(this, 'Reviews', platform);
    new PrivacyContext(this, 'Privacy', platform);
    new NotificationsContext(this, 'Notifications', platform);
    new FrontDoor(this, 'Door', {
      config: platform.config,
      name: `printverse-${platform.config.stage}`,
      api: platform.api,
      credentials: { routes: contractOf('identity').routes, madeBy: identity },
    });
    new CfnOutput(this, 'ApiUrl', { value: platform.apiUrl });
    new CfnOutput(this, 'ServicesPolicyArn', { value: identity.servicesPolicy.managedPolicyArn });
    new CfnOutput(this, 'UserPoolId', { value: platform.userPool.userPoolId });
  }
}
