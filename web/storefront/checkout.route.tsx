import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, Navigate, useNavigate } from '@tanstack/react-router';
import { Check, type Sending, TroubleNote } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { Bone, Empty, Note } from '../kit/states.tsx';
import { addresses, saveAddress } from '../shop/account.ts';
import { type Bag, countOf, readBagAgain, useBag } from '../shop/bag.ts';
import { queries, Refused } from '../shop/client.ts';
import { useDeliveries } from '../shop/countries.ts';
import { checkOut, isUnanswered, newTotalOf, preview, type Totals } from '../shop/orders.ts';
import { explain } from '../shop/problems.ts';
import { sessionEnded, useMe, useSession } from '../shop/session.ts';
import { useWords } from '../words/words.tsx';
import { AddressFields, addressOf, type Draft, draftOf } from './address-fields.tsx';
import { ProductLink, Thumb } from './bag-lines.tsx';
import { BarTop, Binding, Book, Cards, Step } from './checkout-parts.tsx';
import { rememberPlaced } from './placed.ts';
import { useTyped } from './typed.ts';
import './checkout.css';

export function CheckoutPage() {
  const { t } = useWords();
  const session = useSession();
  const { data } = useBag();
  if (session === 'guest') return <Navigate to="/sign-in" search={{ next: '/checkout' }} replace />;
  return (
    <>
      <title>{`${t.checkout.title} · PrintVerse`}</title>
      <BarTop />
      {session === 'unknown' || !data ? (
        <main id="main" className="p-checkout lay" aria-busy="true">
          <section className="form stack">
            <Bone width="12rem" height="2.2rem" />
            <Bone height="4rem" />
            <Bone height="16rem" />
          </section>
        </main>
      ) : data.items.length === 0 ? (
        <main id="main" className="page">
          <h1 className="sr" tabIndex={-1}>
            {t.checkout.title}
          </h1>
          <Empty
            icon="bag"
            title={t.bag.empty}
            action={
              <Link className="bead ink" to="/shop/{-$department}/{-$category}">
                {t.bag.toShelf}
              </Link>
            }
          >
            {isUnanswered() ? (
              <>
                {t.checkout.mayHaveArrived} <Link to="/orders">{t.frame.orders}</Link>
              </>
            ) : (
              t.bag.emptyText
            )}
          </Empty>
        </main>
      ) : (
        <Form bag={data} />
      )}
    </>
  );
}

function Form({ bag: things }: { bag: Bag }) {
  const { t, money } = useWords();
  const me = useMe();
  const navigate = useNavigate();
  const saved = useQuery(addresses());
  const [typed, set, forget] = useTyped('checkout');
  // The first saved address is chosen until somebody chooses another or none.
  const book = saved.data ?? [];
  const chosen = typed.addressId === null ? undefined : (book.find(({ id }) => id === typed.addressId) ?? book[0]);
  const draft: Draft = chosen ? draftOf(chosen, chosen.country) : typed.draft;
  const deliveries = useDeliveries();
  const delivery = deliveries?.find(({ country: served }) => served === draft.country);
  const totals = useQuery(preview(things.version, delivery));
  const unserved = deliveries !== undefined && draft.country !== '' && !delivery;

  const order = useMutation({
    mutationFn: () =>
      checkOut({
        bagVersion: things.version,
        shippingAddress: addressOf(draft),
        token: typed.token,
        ...(sum ? { expectedTotal: sum } : {}),
      }),
    onSuccess: async (placed) => {
      forget();
      rememberPlaced(placed.order.id);
      queries.setQueryData(['order', placed.order.id], placed.order);
      if (!chosen && typed.save) await saveAddress(addressOf(draft), undefined).catch(() => undefined);
      await navigate({ to: '/orders/$orderId', params: { orderId: placed.order.id } });
      await readBagAgain();
    },
    onError: (error) => {
      if (error instanceof Refused && error.status === 401) {
        sessionEnded();
        void navigate({ to: '/sign-in', search: { next: '/checkout', ended: true } });
      }
      if (newTotalOf(error)) void totals.refetch();
    },
  });
  const trouble = order.error ? explain(order.error, t, t.address.hints) : undefined;
  const total = newTotalOf(order.error);
  const errorOf = (name: string) => trouble?.fields.find((field) => field.name === `shippingAddress.${name}`)?.message;
  const labelOf = (name: string) => {
    const label = (t.address as Record<string, unknown>)[name];
    return typeof label === 'string' ? label : name;
  };
  const submit = (event: Sending) => {
    event.preventDefault();
    if (!order.isPending) order.mutate();
  };
  // What was reckoned for another country or another bag is no total to order by.
  const sum = unserved || totals.isPlaceholderData ? undefined : totals.data?.total;

  return (
    <main id="main" className="p-checkout lay">
      <form className="form" onSubmit={submit} aria-busy={order.isPending || undefined}>
        <h1 tabIndex={-1}>{t.checkout.title}</h1>
        {trouble && (
          <TroubleNote
            trouble={{
              ...trouble,
              title: total ? t.checkout.priceChanged(money(total)) : trouble.title,
              fields: trouble.fields.map(({ name, message }) => ({
                name: name.replace('shippingAddress.', ''),
                message,
              })),
            }}
            labelOf={labelOf}
            reference={t.frame.reference}
          />
        )}
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
                <p>{unserved ? t.problems['country-not-served'] : explain(totals.error, t).title}</p>
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
          <Binding>{t.checkout.undone}</Binding>
        </Step>
      </form>
      <aside className="side" aria-label={t.checkout.order}>
        <details className="fold">
          <summary>
            <span className="row">
              <Icon name="bag" />
              {t.checkout.things2(countOf(things))}
              <Icon name="down" size="s" />
            </span>
            <b>{sum ? money(sum) : '…'}</b>
          </summary>
          <Summary bag={things} totals={totals.data} country={draft.country} />
        </details>
        <div className="in-side">
          <h2>{t.checkout.order}</h2>
          <Summary bag={things} totals={totals.data} country={draft.country} />
          <p className="small muted row held">
            <Icon name="clock" size="s" />
            {t.checkout.held}
          </p>
        </div>
      </aside>
    </main>
  );
}

function Summary({ bag: things, totals, country: to }: { bag: Bag; totals: Totals | undefined; country: string }) {
  const { t, money, country } = useWords();
  return (
    <>
      <ul className="lines">
        {things.items.map((item) => (
          <li key={item.itemId}>
            <div className="pic">
              <span className="q">{item.quantity}</span>
              <Thumb productId={item.productId} />
            </div>
            <strong>
              <ProductLink item={item} />
            </strong>
            <span className="num">{money(item.lineTotal)}</span>
          </li>
        ))}
      </ul>
      <dl className="sums" aria-live="polite">
        <dt className="sub">{t.checkout.things}</dt>
        <dd>{money(totals?.subtotal ?? things.subtotal)}</dd>
        <dt className="sub">{to === '' ? t.checkout.delivery : t.checkout.deliveryTo(country(to))}</dt>
        <dd>{totals ? money(totals.shippingCost) : <Bone width="3rem" />}</dd>
        <dt className="sub">{t.checkout.tax}</dt>
        <dd className="muted">{totals ? money(totals.tax) : <Bone width="3rem" />}</dd>
        <dt className="sum">{t.checkout.together}</dt>
        <dd className="sum">{totals ? money(totals.total) : <Bone width="5rem" />}</dd>
      </dl>
    </>
  );
}
