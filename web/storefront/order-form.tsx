import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Check, type Sending, TroubleNote } from '../kit/form.tsx';
import { Icon, type IconName } from '../kit/icon.tsx';
import { Bone, Note } from '../kit/states.tsx';
import { addresses, saveAddress } from '../shop/account.ts';
import { queries, Refused } from '../shop/client.ts';
import { useDeliveries } from '../shop/countries.ts';
import {
  type Address,
  newTotalOf,
  type PreviewItems,
  preview,
  type SandboxToken,
  type Totals,
} from '../shop/orders.ts';
import type { Explained } from '../shop/problems.ts';
import { sessionEnded, useMe } from '../shop/session.ts';
import { useWords } from '../words/words.tsx';
import { AddressFields, addressOf, type Draft, draftOf } from './address-fields.tsx';
import { Binding, Book, Cards, Step } from './checkout-parts.tsx';
import { rememberPlaced } from './placed.ts';
import { useTyped } from './typed.ts';
import './checkout.css';

/** While it is read what there is to order. */
export const OrderBones = () => (
  <main id="main" className="p-checkout lay" aria-busy="true">
    <section className="form stack">
      <Bone width="12rem" height="2.2rem" />
      <Bone height="4rem" />
      <Bone height="16rem" />
    </section>
  </main>
);

/** How something is to be ordered, and the total that was shown for it. */
export interface OrderWish {
  readonly shippingAddress: Address;
  readonly token: SandboxToken;
  readonly expectedTotal: Totals['total'] | undefined;
}

/**
 * The form by which a bag or an offer is ordered. In: the page's path and the key of what is typed; what is previewed (a version of
 * the bag, or an offer as items of its own); how it is placed, which answers the id of the order; what its lines look like and cost.
 */
export function OrderForm({
  path,
  kept,
  previewed,
  place,
  onPlaced,
  onRefused,
  explained,
  title,
  binding,
  lines,
  linesName,
  linesCost,
  side,
}: {
  path: string;
  kept: string;
  previewed: { readonly key: string | number; readonly items?: PreviewItems };
  place: (wish: OrderWish) => Promise<string>;
  onPlaced?: () => Promise<void>;
  /** Called where the shop says that what is ordered is not as it was. */
  onRefused?: () => void;
  explained: (error: unknown) => Explained;
  title: string;
  binding: string;
  lines: ReactNode;
  linesName: string;
  linesCost: Totals['total'];
  side: { readonly icon: IconName; readonly title: string; readonly short: string; readonly note?: ReactNode };
}) {
  const { t, money } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const saved = useQuery(addresses());
  const [typed, set, forget] = useTyped(kept);
  // The first saved address is chosen until somebody chooses another or none.
  const book = saved.data ?? [];
  const chosen = typed.addressId === null ? undefined : (book.find(({ id }) => id === typed.addressId) ?? book[0]);
  const draft: Draft = chosen ? draftOf(chosen, chosen.country) : typed.draft;
  const deliveries = useDeliveries();
  const delivery = deliveries?.find(({ country: served }) => served === draft.country);
  const order = useMutation({
    // A preview that is under way would find the bag as the order leaves it.
    onMutate: () => queries.cancelQueries({ queryKey: ['preview'] }),
    mutationFn: place,
    onSuccess: async (orderId, { shippingAddress }) => {
      forget();
      rememberPlaced(orderId);
      if (!chosen && typed.save) await saveAddress(shippingAddress, undefined).catch(() => undefined);
      await navigate({ to: '/orders/$orderId', params: { orderId } });
      await onPlaced?.();
    },
    onError: (error) => {
      if (!(error instanceof Refused)) return;
      if (error.status === 401) {
        sessionEnded();
        void navigate({ to: '/sign-in', search: { next: path, ended: true } });
      }
      if (newTotalOf(error)) void totals.refetch();
      else if (error.status === 409) onRefused?.();
    },
  });
  const totals = useQuery({
    ...preview(previewed.key, delivery, previewed.items),
    enabled: !order.isPending,
  });
  const unserved = deliveries !== undefined && draft.country !== '' && !delivery;
  // What was reckoned for another country or another bag is no total to order by.
  const sum = unserved || totals.isPlaceholderData ? undefined : totals.data?.total;

  const trouble = order.error ? explained(order.error) : undefined;
  const newTotal = newTotalOf(order.error);
  const errorOf = (name: string) => trouble?.fields.find((field) => field.name === `shippingAddress.${name}`)?.message;
  const labelOf = (name: string) => {
    const label = (t.address as Record<string, unknown>)[name];
    return typeof label === 'string' ? label : name;
  };
  const submit = (event: Sending) => {
    event.preventDefault();
    if (order.isPending) return;
    order.mutate({ shippingAddress: addressOf(draft), token: typed.token, expectedTotal: sum });
  };
  const summary = (
    <>
      {lines}
      <Sums totals={totals.data} name={linesName} cost={linesCost} country={draft.country} />
    </>
  );
  return (
    <main id="main" className="p-checkout lay">
      <form className="form" onSubmit={submit} aria-busy={order.isPending || undefined}>
        <h1 tabIndex={-1}>{title}</h1>
        <TroubleNote
          trouble={
            trouble && {
              ...trouble,
              title: newTotal ? t.checkout.priceChanged(money(newTotal)) : trouble.title,
              fields: trouble.fields.map(({ name, message }) => ({
                name: name.replace('shippingAddress.', ''),
                message,
              })),
            }
          }
          labelOf={labelOf}
          reference={t.frame.reference}
        />
        <Step number={1} title={t.checkout.who} done>
          <div className="sum-row">
            <span>{me?.email ?? <Bone width="12rem" />}</span>
          </div>
        </Step>
        <Step number={2} title={t.checkout.where} current>
          <Book book={book} chosen={chosen} onChange={(addressId) => set({ addressId })} />
          {!chosen && !saved.isPending && (
            <div className="stack typed">
              <AddressFields draft={typed.draft} onChange={(next) => set({ draft: next })} errorOf={errorOf} />
              <Check checked={typed.save} onChange={({ target }) => set({ save: target.checked })}>
                {t.checkout.saveIt}
              </Check>
            </div>
          )}
        </Step>
        <Step number={3} title={t.checkout.how}>
          <Cards token={typed.token} onChange={(token) => set({ token })} />
          {(unserved || totals.error) && (
            <div role="alert">
              <Note tone="wait" icon="warn">
                <p>{unserved ? t.problems['country-not-served'] : explained(totals.error).title}</p>
                {!unserved && (
                  <button type="button" className="bead sm" onClick={() => void totals.refetch()}>
                    {t.frame.again}
                  </button>
                )}
              </Note>
            </div>
          )}
          <div className="pay">
            <button className="bead hot big wide" type="submit" disabled={order.isPending || !sum}>
              {order.isPending ? t.checkout.paying : t.checkout.pay(sum ? money(sum) : '…')}
            </button>
          </div>
          <Binding>{binding}</Binding>
        </Step>
      </form>
      <aside className="side" aria-label={t.checkout.order}>
        <details className="fold">
          <summary>
            <span className="row">
              <Icon name={side.icon} />
              {side.short}
              <Icon name="down" size="s" />
            </span>
            <b>{sum ? money(sum) : '…'}</b>
          </summary>
          {summary}
        </details>
        <div className="in-side">
          <h2>{side.title}</h2>
          {summary}
          {side.note}
        </div>
      </aside>
    </main>
  );
}

function Sums({
  totals,
  name,
  cost,
  country: to,
}: {
  totals: Totals | undefined;
  name: string;
  cost: Totals['total'];
  country: string;
}) {
  const { t, money, country } = useWords();
  return (
    <dl className="sums" aria-live="polite">
      <dt className="sub">{name}</dt>
      <dd>{money(totals?.subtotal ?? cost)}</dd>
      <dt className="sub">{to === '' ? t.checkout.delivery : t.checkout.deliveryTo(country(to))}</dt>
      <dd>{totals ? money(totals.shippingCost) : <Bone width="3rem" />}</dd>
      <dt className="sub">{t.checkout.tax}</dt>
      <dd className="muted">{totals ? money(totals.tax) : <Bone width="3rem" />}</dd>
      <dt className="sum">{t.checkout.together}</dt>
      <dd className="sum">{totals ? money(totals.total) : <Bone width="5rem" />}</dd>
    </dl>
  );
}
