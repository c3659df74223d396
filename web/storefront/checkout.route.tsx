import { Link, Navigate } from '@tanstack/react-router';
import { Icon } from '../kit/icon.tsx';
import { Empty } from '../kit/states.tsx';
import { type Bag, countOf, readBagAgain, useBag } from '../shop/bag.ts';
import { choiceOf } from '../shop/choice.ts';
import { keepAnswer } from '../shop/client.ts';
import { checkOut, isUnanswered } from '../shop/orders.ts';
import { explain } from '../shop/problems.ts';
import { useSession } from '../shop/session.ts';
import { useWords } from '../words/words.tsx';
import { ProductLink, Thumb } from './bag-lines.tsx';
import { BarTop } from './checkout-parts.tsx';
import { Failed } from './fallbacks.tsx';
import { OrderBones, OrderForm } from './order-form.tsx';

export function CheckoutPage() {
  const { t } = useWords();
  const session = useSession();
  const { data, error, refetch } = useBag();
  if (session === 'guest') return <Navigate to="/sign-in" search={{ next: '/checkout' }} replace />;
  return (
    <>
      <title>{`${t.checkout.title} · PrintVerse`}</title>
      <BarTop />
      {error && !data ? (
        <Failed error={error} reset={() => void refetch()} />
      ) : session === 'unknown' || !data ? (
        <OrderBones />
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
  const { t } = useWords();
  return (
    <OrderForm
      path="/checkout"
      kept="checkout"
      previewed={{ key: things.version }}
      place={async ({ expectedTotal, ...wish }) => {
        const { order } = await checkOut({
          ...wish,
          bagVersion: things.version,
          ...(expectedTotal ? { expectedTotal } : {}),
        });
        await keepAnswer(['order', order.id], order);
        return order.id;
      }}
      onPlaced={readBagAgain}
      explained={(error) => explain(error, t, t.address.hints)}
      title={t.checkout.title}
      binding={t.checkout.undone}
      lines={<Lines bag={things} />}
      linesName={t.checkout.things}
      linesCost={things.subtotal}
      side={{
        icon: 'bag',
        title: t.checkout.order,
        short: t.checkout.things2(countOf(things)),
        note: (
          <p className="small muted row held">
            <Icon name="clock" size="s" />
            {t.checkout.held}
          </p>
        ),
      }}
    />
  );
}

function Lines({ bag: things }: { bag: Bag }) {
  const { t, money } = useWords();
  return (
    <ul className="lines">
      {things.items.map((item) => (
        <li key={item.itemId}>
          <div className="pic">
            <span className="q">{item.quantity}</span>
            <Thumb productId={item.productId} />
          </div>
          <div>
            <strong>
              <ProductLink item={item} />
            </strong>
            {item.config && <p className="small muted">{choiceOf(item, t)}</p>}
          </div>
          <span className="num">{money(item.lineTotal)}</span>
        </li>
      ))}
    </ul>
  );
}
