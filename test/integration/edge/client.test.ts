import { cookieJar } from '@printverse/client/cookie-jar.ts';
import { signedIn } from '@printverse/client/program-client.ts';
import { answered, newIntent, shopClient } from '@printverse/client/shop-client.ts';
import { expect, inject, test } from 'vitest';

const { outputs } = inject('shop');
const { apiUrl, users } = outputs;

test('a client stays signed in by its cookie, and is out after signing out [AUT-14, AUT-16, AUT-19, AUT-20]', async () => {
  const browser = cookieJar();
  const shop = shopClient({ apiUrl, browser });
  await shop.signIn(users.customer);
  const first = shop.accessToken();
  const me = await answered(shop.GET('/me'));
  expect(me).toMatchObject({ email: users.customer.email, role: 'customer' });
  // What a script may read is the proof that a page of ours asks, and nothing that opens a session.
  expect(browser.cookies()).toMatch(/^__Host-csrf=[^;]+$/);

  await shop.refresh();
  expect(shop.accessToken()).not.toBe(first);
  expect(await answered(shop.GET('/me'))).toEqual(me);

  // The same browser in another tab, that knows nothing but its cookies.
  const tab = shopClient({ apiUrl, browser });
  await tab.refresh();
  expect(await answered(tab.GET('/me'))).toEqual(me);

  await shop.signOut();
  await expect(answered(shop.GET('/me'))).rejects.toMatchObject({ status: 401 });
  await expect(tab.refresh()).rejects.toMatchObject({ status: 401, code: 'not-signed-in' });
});

test('a client that lost the proof of its page is refused by cookie [AUT-20]', async () => {
  const jar = cookieJar();
  const shop = shopClient({ apiUrl, browser: { ...jar, cookies: () => '' } });
  await shop.signIn(users.customer);
  await expect(shop.refresh()).rejects.toMatchObject({ status: 403, code: 'csrf' });
});

test('an intent that is sent again is answered by the same thing, under the same ETag [BFF-09]', async () => {
  const shop = await signedIn(apiUrl, users.customer);
  const [header, body] = [
    newIntent(),
    { name: 'Grace', line1: 'Werkstrasse 1', city: 'Berlin', postalCode: '10115', country: 'DE' },
  ];
  const add = () => shop.POST('/me/addresses', { params: { header }, body });
  const [first, again] = [await add(), await add()];
  expect(again.data).toEqual(first.data);
  expect(again.response.headers.get('etag')).toBe(first.response.headers.get('etag'));
  const { items } = await answered(shop.GET('/me/addresses'));
  expect(items.filter(({ id }) => id === first.data?.id)).toHaveLength(1);
  const addressId = first.data?.id ?? '';
  await answered(shop.DELETE('/me/addresses/{addressId}', { params: { path: { addressId } } }));
});
