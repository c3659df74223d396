import { randomUUID } from 'node:crypto';
import { cookieJar } from '@printverse/client/cookie-jar.ts';
import { answered, type ShopClient, shopClient } from '@printverse/client/shop-client.ts';
import type { Outputs } from '../../local/outputs.ts';
import { mailedToken } from './mailed-token.ts';

/** Registers somebody new, confirms the address by the mailed link and signs in. In: the shop, the beginning of the address, a name. */
export async function newCustomer(
  { apiUrl, mailUrl }: Pick<Outputs, 'apiUrl' | 'mailUrl'>,
  prefix: string,
  name: string,
): Promise<{ readonly shop: ShopClient; readonly email: string; readonly password: string }> {
  const shop = shopClient({ apiUrl, browser: cookieJar() });
  const [email, password] = [`${prefix}-${randomUUID()}@example.com`, randomUUID()];
  await answered(shop.POST('/auth/register', { body: { email, password, name } }));
  const token = await mailedToken(mailUrl, email, 'verify');
  await answered(shop.POST('/auth/verify-email', { body: { token } }));
  await shop.signIn({ email, password });
  return { shop, email, password };
}
