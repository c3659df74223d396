import type { components } from '@printverse/client/api.d.ts';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { spoken } from '../words/locale.ts';
import { answered, FRESH, keepAnswer, queries, shop } from './client.ts';
import { isSignedIn, onSignIn, useSession } from './session.ts';

export type Bag = components['schemas']['Cart'];
export type BagItem = Bag['items'][number];

/** Whoever knows it sees the bag and changes it: 144 random bits that this browser keeps until somebody signs in. */
const GUEST = 'printverse-guest';
const GUEST_BYTES = 18;

function guestId(): string {
  const kept = localStorage.getItem(GUEST);
  if (kept) return kept;
  const bytes = crypto.getRandomValues(new Uint8Array(GUEST_BYTES));
  const made = btoa(String.fromCodePoint(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_');
  localStorage.setItem(GUEST, made);
  return made;
}

const guestCart = (signal?: AbortSignal): Promise<Bag> =>
  answered(
    shop.GET('/guest/cart/{guestId}', { params: { path: { guestId: guestId() } }, ...(signal ? { signal } : {}) }),
  );

/** The bag of whoever is signed in, else of this browser. A guest who has put nothing in has none. */
export const bag = (signedIn: boolean) =>
  queryOptions({
    queryKey: ['cart', signedIn, spoken()],
    queryFn: async ({ signal }): Promise<Bag> => {
      if (signedIn) return answered(shop.GET('/cart', { signal }));
      return guestCart(signal);
    },
    staleTime: FRESH.live,
  });

/** How many things are in a bag. */
export const countOf = ({ items }: Pick<Bag, 'items'>): number =>
  items.reduce((sum, { quantity }) => sum + quantity, 0);

/** The bag, as it is read: the one of the account waits until it is known who is here. */
export function useBag() {
  const session = useSession();
  return useQuery({ ...bag(session === 'user'), enabled: session !== 'unknown' });
}

/** Shows a bag as the shop has just answered it; no other number is guessed meanwhile. */
const shown = (signedIn: boolean, changed: Bag): Promise<void> => keepAnswer(bag(signedIn).queryKey, changed);

interface Wanted {
  readonly productId: string;
  readonly sku: string;
  readonly quantity: number;
  /** Of a print of the catalog. */
  readonly config?: components['schemas']['ChosenPrint'];
}

/** Puts something into the bag; more of what is there adds up. Throws `Refused`: `insufficient-stock`, `cart-full`, … */
export async function addToBag(wanted: Wanted): Promise<void> {
  const signedIn = await isSignedIn();
  await shown(
    signedIn,
    await answered(
      signedIn
        ? shop.POST('/cart/items', { body: wanted })
        : shop.POST('/guest/cart/{guestId}/items', { params: { path: { guestId: guestId() } }, body: wanted }),
    ),
  );
}

/** Sets how many of a line there are. Throws `Refused`: `insufficient-stock`, `not-found`. */
export async function changeInBag(itemId: string, quantity: number): Promise<void> {
  const body = { quantity };
  const signedIn = await isSignedIn();
  await shown(
    signedIn,
    await answered(
      signedIn
        ? shop.PUT('/cart/items/{itemId}', { params: { path: { itemId } }, body })
        : shop.PUT('/guest/cart/{guestId}/items/{itemId}', {
            params: { path: { guestId: guestId(), itemId } },
            body,
          }),
    ),
  );
}

export async function removeFromBag(itemId: string): Promise<void> {
  const signedIn = await isSignedIn();
  await shown(
    signedIn,
    await answered(
      signedIn
        ? shop.DELETE('/cart/items/{itemId}', { params: { path: { itemId } } })
        : shop.DELETE('/guest/cart/{guestId}/items/{itemId}', { params: { path: { guestId: guestId(), itemId } } }),
    ),
  );
}

/** The bag has changed without this page: what was ordered is no longer in it. */
export const readBagAgain = (): Promise<void> => queries.invalidateQueries({ queryKey: ['cart'] });

/** Milliseconds after which the bag is looked at again: what an order that failed gives back arrives a little later. */
const RETURNS_MS = [0, 2_000, 5_000, 10_000, 20_000] as const;

/** Reads the bag until what a failed order gives back should be in it. Out: how to stop. */
export function watchReturns(): () => void {
  const timers = RETURNS_MS.map((delay) => setTimeout(() => void readBagAgain(), delay));
  return () => timers.forEach(clearTimeout);
}

/** What a guest put into the bag goes into the one of the account, once; a transfer that failed is made at the next sign-in. */
onSignIn(async () => {
  const guest = localStorage.getItem(GUEST);
  if (guest === null) return;
  await shown(true, await answered(shop.POST('/cart/transfer', { body: { guestId: guest } })));
  localStorage.removeItem(GUEST);
});
