import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';

/** With this scope an access token could change its own user in the pool, past everything that we check. */
const SELF_SERVICE = 'aws.cognito.signin.user.admin';

/** Cognito's trigger before tokens are made: gives the same tokens, without that scope. */
export const handler = async (event: PreTokenGenerationV2TriggerEvent): Promise<PreTokenGenerationV2TriggerEvent> => {
  event.response.claimsAndScopeOverrideDetails = { accessTokenGeneration: { scopesToSuppress: [SELF_SERVICE] } };
  return event;
};
