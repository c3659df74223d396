import { cookieJar } from './cookie-jar.ts';
import { type ShopClient, shopClient } from './shop-client.ts';

/** A client for a program, with a cookie jar of its own, signed in. Throws `Refused`. */
export async function signedIn(
  apiUrl: string,
  login: { readonly email: string; readonly password: string },
): Promise<ShopClient> {
  const shop = shopClient({ apiUrl, browser: cookieJar() });
  await shop.signIn(login);
  return shop;
}
