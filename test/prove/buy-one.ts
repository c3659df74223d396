import { setTimeout as sleep } from 'node:timers/promises';
import { newIntent, type ShopClient } from '@printverse/client/shop-client.ts';
import type { Goods } from '../../tools/demo/scenarios.ts';

/** A buyer's tries, with one key, over about eight minutes: then the shop counts as closed. */
const MOST_TRIES = 60;
/** Pauses grow as every client's do: a crowd that asks twice a second keeps a full cloud full. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 8_000;
const GROWTH = 1.3;

/** Another try with the same key may help: the cloud could not run a function, or the shop itself says to try again. */
const mayTryAgain = (status: number, code: string | undefined): boolean =>
  code === undefined ? [429, 500, 502, 503, 504].includes(status) : status === 503;

/**
 * Orders one unit, and asks again with its key as long as that may help. In: how often each answer was given, which this adds
 * to; the card's token. Out: the order and its payment, nothing where there is none.
 */
export async function buyOne(
  buyer: ShopClient,
  goods: Goods['plentiful'] & { readonly config?: { readonly material: string } },
  answers: Map<string, number>,
  token = 'tok_visa',
) {
  const header = newIntent();
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const asked = await buyer
      .POST('/checkout', {
        params: { header },
        body: {
          items: [{ ...goods, quantity: 1 }],
          shippingAddress: {
            name: 'Buyer',
            line1: 'Werkstrasse 1',
            city: 'Berlin',
            postalCode: '10115',
            country: 'DE',
          },
          payment: { provider: 'sandbox', token },
        },
      })
      .catch(() => undefined);
    const status = asked?.response.status ?? 0;
    const code = asked?.error && 'code' in asked.error ? asked.error.code : undefined;
    const answer = `${status}${code ? ` ${code}` : ''}`;
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
    if (asked?.data) return asked.data;
    if (asked && !mayTryAgain(status, code)) return undefined;
    await sleep(Math.min(FIRST_PAUSE_MS * GROWTH ** tries, LONGEST_PAUSE_MS));
  }
  return undefined;
}

/** The id of what was ordered, if anything was. */
export const idOf = (bought: Awaited<ReturnType<typeof buyOne>>): string | undefined => bought?.order.id;
