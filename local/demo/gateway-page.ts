import { call, until } from './client.ts';
import type { Shopper } from './shopper.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** Follows the checkout's link to the gateway's page, as a browser would, and decides there. */
export async function decideAtGateway(
  shopper: Shopper,
  redirectUrl: string,
  decision: 'confirm' | 'decline',
): Promise<void> {
  const page = await until('the gateway to ask for the customer', async () => {
    const { status, headers } = await call(shopper.outputs.apiUrl, 'GET', redirectUrl);
    return status === 303 ? (headers.get('location') ?? undefined) : undefined;
  });
  await submit(page, decision);
}

/** Makes the gateway give money back again for a payment that it refused to refund. */
export async function healRefunds(shopper: Shopper, paymentId: string): Promise<void> {
  const overview = await call<string>(shopper.outputs.gatewayUrl, 'GET', '/');
  const link = [...overview.text.matchAll(/href="([^"]+)"/g)]
    .map(([, href]) => (href ?? '').replaceAll('&amp;', '&'))
    .find((href) => href.includes(paymentId));
  if (!link) throw new Error(`The gateway does not list the payment ${paymentId}`);
  await submit(new URL(link, `${shopper.outputs.gatewayUrl}/`).href, 'heal');
}

async function submit(page: string, decision: string): Promise<void> {
  const url = new URL(page);
  const sig = url.searchParams.get('sig') ?? '';
  const answer = await call('', 'POST', `${url.origin}${url.pathname}`, {
    raw: new URLSearchParams({ decision, sig }).toString(),
    headers: form,
  });
  if (answer.status >= 400) throw new Error(`The gateway's page answered ${answer.status}`);
}
