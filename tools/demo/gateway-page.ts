import { sendAsWritten, until } from './client.ts';
import type { Shopper } from './shopper.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** Follows the checkout's link to the gateway's page, as a browser would, and decides there. */
export async function decideAtGateway(
  shopper: Pick<Shopper, 'outputs'>,
  redirectUrl: string,
  decision: 'confirm' | 'decline',
): Promise<void> {
  const page = await until('the gateway to ask for the customer', async () => {
    const { status, headers } = await sendAsWritten(shopper.outputs.apiUrl, 'GET', redirectUrl);
    return status === 303 ? (headers.get('location') ?? undefined) : undefined;
  });
  await submit(page, decision);
}

/** Makes the gateway give money back again for a payment that it refused to refund. */
export const healRefunds = (shopper: Pick<Shopper, 'outputs'>, paymentId: string): Promise<void> =>
  submit(`${shopper.outputs.gatewayUrl}/pay/${paymentId}`, 'heal');

async function submit(page: string, decision: string): Promise<void> {
  const url = new URL(page);
  const sig = url.searchParams.get('sig') ?? '';
  const answer = await sendAsWritten('', 'POST', `${url.origin}${url.pathname}`, {
    raw: new URLSearchParams({ decision, sig }).toString(),
    headers: form,
  });
  if (answer.status >= 400) throw new Error(`The gateway's page answered ${answer.status}`);
}
