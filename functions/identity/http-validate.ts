import { api, on } from '../shared/http/api.ts';
import { dynamoStore } from '../shared/store/store.dynamodb.ts';
import { ValidateToken } from './sessions/contract.ts';
import { validateToken } from './sessions/validate-token.ts';
import { signedIn } from './signed-in.cognito.ts';

export const handler = api([on(ValidateToken, validateToken(signedIn(dynamoStore())))]);
