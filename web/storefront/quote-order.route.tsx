import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate, useNavigate } from '@tanstack/react-router';
import { Check, type Sending, TroubleNote } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { Bone, Empty, Note } from '../kit/states.tsx';
import { addresses, saveAddress } from '../shop/account.ts';
import { Refused } from '../shop/client.ts';
import { type Delivery, useDeliveries } from '../shop/countries.ts';
import type { Quote } from '../shop/print-shapes.ts';
import { acceptQuote, quote } from '../shop/prints.ts';
import { sessionEnded, useMe, useSession } from '../shop/session.ts';
import { usePrint } from '../words/print.ts';
import { useWords } from '../words/words.tsx';
import { AddressFields, addressOf, draftOf } from './address-fields.tsx';
import { BarTop, Binding, Book, Cards, Step } from './checkout-parts.tsx';
import { Failed, Missing } from './fallbacks.tsx';
import { rememberPlaced } from './placed.ts';
import { usePrintExplain } from './print-explain.ts';
import { Config, ModelPicture } from './quote-parts.tsx';
import { useTyped } from './typed.ts';

const route = getRouteApi('/quotes/$quoteId/order');

/** The checkout of one print: where it goes and how it is paid. */
export function QuoteOrderPage() {
  const p = usePrint();
  const { quoteId } = route.useParams();
  const session = useSession();
  const { data, error, refetch } = useQuery({ ...quote(quoteId), enabled: session === 'user' });
  if (session === 'guest') return <Navigate to="/sign-in" search={{ next: `/quotes/${quoteId}/order` }} replace />;
  if (data === null) return <Missing title={p.quotes.missing} text={p.quotes.missingText} />;
  if (error && !data) return <Failed error={error} reset={() => void refetch()} />;
  return (
    <>
      <title>{`${p.accept.title} · PrintVerse`}</title>
      <BarTop />
      {data ? (
        data.status === 'READY' && data.price ? (
          <Form quote={data} price={data.price} again={() => void refetch()} />
        ) : (
          <Closed quote={data} />
        )
      ) : (
        <main id="main" className="p-checkout lay" aria-busy="true">
          <section className="form stack">
            <Bone width="12rem" height="2.2rem" />
            <Bone height="4rem" />
            <Bone height="16rem" />
          </section>
        </main>
      )}
    </>
  );
}

function Closed({ quote: shown }: { quote: Quote }) {
  const p = usePrint();
  return (
    <main id="main" className="page">
      <h1 className="sr" tabIndex={-1}>
        {p.accept.title}
      </h1>
      <Empty
        icon="cube"
        title={p.accept.notReady}
        action={
          <>
            <Link className="bead ink" to="/quotes/$quoteId" params={{ quoteId: shown.id }}>
              {p.accept.back}
            </Link>
            {shown.orderId && (
              <Link className="bead" to="/orders/$orderId" params={{ orderId: shown.orderId }}>
                {p.quotes.toOrder}
              </Link>
            )}
          </>
        }
      >
        {p.quotes.says[shown.status]}
      </Empty>
    </main>
  );
}

type Price = NonNullable<Quote['price']>;

function Form({ quote: shown, price, again }: { quote: Quote; price: Price; again: () => void }) {
  const p = usePrint();
  const { t, money } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const explained = usePrintExplain();
  const [typed, set, forget] = useTyped(`quote-order-${shown.id}`);
  const saved = useQuery(addresses());
  const book = saved.data ?? [];
  const chosen = typed.addressId === null ? undefined : (book.find(({ id }) => id === typed.addressId) ?? book[0]);
  const draft = chosen ? draftOf(chosen, chosen.country) : typed.draft;
  const deliveries = useDeliveries();
  const delivery = deliveries?.find(({ country }) => country === draft.country);
  const unserved = deliveries !== undefined && draft.country !== '' && !delivery;
  const total = delivery && { ...price, amount: price.amount + delivery.shippingCost.amount };
  const order = useMutation({
    mutationFn: () => acceptQuote(shown.id, addressOf(draft), typed.token),
    onSuccess: async ({ orderId }) => {
      forget();
      rememberPlaced(orderId);
      if (!chosen && typed.save) await saveAddress(addressOf(draft), undefined).catch(() => undefined);
      await navigate({ to: '/orders/$orderId', params: { orderId } });
    },
    onError: (error) => {
      if (!(error instanceof Refused)) return;
      if (error.status === 401) {
        sessionEnded();
        void navigate({ to: '/sign-in', search: { next: `/quotes/${shown.id}/order`, ended: true } });
      }
      // It has expired meanwhile, or another tab was faster.
      if (error.status === 409) again();
    },
  });
  const trouble = order.error ? explained(order.error) : undefined;
  const errorOf = (name: string) => trouble?.fields.find((field) => field.name === `shippingAddress.${name}`)?.message;
  const submit = (event: Sending) => {
    event.preventDefault();
    if (!order.isPending) order.mutate();
  };
  const labelOf = (name: string) => {
    const label = (t.address as Record<string, unknown>)[name];
    return typeof label === 'string' ? label : name;
  };
  return (
    <main id="main" className="p-checkout lay">
      <form className="form" onSubmit={submit} aria-busy={order.isPending || undefined}>
        <h1 tabIndex={-1}>{p.accept.title}</h1>
        <TroubleNote
          trouble={
            trouble && {
              ...trouble,
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
          {unserved && (
            <div role="alert">
              <Note tone="wait" icon="warn">
                <p>{t.problems['country-not-served']}</p>
              </Note>
            </div>
          )}
          <div className="pay">
            <button className="bead hot big wide" type="submit" disabled={order.isPending || !total}>
              {order.isPending ? t.checkout.paying : t.checkout.pay(total ? money(total) : '…')}
            </button>
          </div>
          <Binding>{p.accept.made}</Binding>
        </Step>
      </form>
      <aside className="side" aria-label={t.checkout.order}>
        <details className="fold">
          <summary>
            <span className="row">
              <Icon name="cube" />
              {p.accept.one}
              <Icon name="down" size="s" />
            </span>
            <b>{total ? money(total) : '…'}</b>
          </summary>
          <Summary quote={shown} price={price} delivery={delivery} total={total} />
        </details>
        <div className="in-side">
          <h2>{p.accept.one}</h2>
          <Summary quote={shown} price={price} delivery={delivery} total={total} />
        </div>
      </aside>
    </main>
  );
}

function Summary({
  quote: shown,
  price,
  delivery,
  total,
}: {
  quote: Quote;
  price: Price;
  delivery: Delivery | undefined;
  total: Price | undefined;
}) {
  const p = usePrint();
  const { t, money, country } = useWords();
  return (
    <div className="stack">
      <ModelPicture uploadId={shown.uploadId} alt={p.view.picture(shown.fileName)} />
      <strong>{shown.fileName}</strong>
      <Config config={shown.config} />
      <dl className="sums" aria-live="polite">
        <dt className="sub">{p.accept.print}</dt>
        <dd>{money(price)}</dd>
        <dt className="sub">{delivery ? t.checkout.deliveryTo(country(delivery.country)) : t.checkout.delivery}</dt>
        <dd>{delivery ? money(delivery.shippingCost) : <Bone width="3rem" />}</dd>
        <dt className="sum">{t.checkout.together}</dt>
        <dd className="sum">{total ? money(total) : <Bone width="5rem" />}</dd>
      </dl>
    </div>
  );
}
