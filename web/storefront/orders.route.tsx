import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { Bone, Empty } from '../kit/states.tsx';
import { myOrders, type Order } from '../shop/orders.ts';
import { quote } from '../shop/prints.ts';
import { useSession } from '../shop/session.ts';
import { useWords } from '../words/words.tsx';
import { Thumb } from './bag-lines.tsx';
import { Failed } from './fallbacks.tsx';
import { stateOf } from './order-story.ts';
import { ModelPicture } from './quote-parts.tsx';
import './orders.css';

export function OrdersPage() {
  const { t } = useWords();
  const session = useSession();
  const list = useInfiniteQuery({ ...myOrders(), enabled: session === 'user' });
  if (session === 'guest') return <Navigate to="/sign-in" search={{ next: '/orders' }} replace />;
  if (list.isError && !list.data) return <Failed error={list.error} reset={() => void list.refetch()} />;
  const orders = list.data?.pages.flatMap(({ items }) => items);
  return (
    <main id="main" className="p-orders page">
      <title>{`${t.orders.title} · PrintVerse`}</title>
      <h1 tabIndex={-1}>{t.orders.title}</h1>
      {orders?.length === 0 ? (
        <Empty
          icon="box"
          title={t.orders.empty}
          action={
            <Link className="bead ink" to="/shop/{-$department}/{-$category}">
              {t.bag.toShelf}
            </Link>
          }
        >
          {t.orders.emptyText}
        </Empty>
      ) : (
        <ul className="order-list" aria-busy={!orders || undefined}>
          {orders
            ? orders.map((order) => <Row key={order.id} order={order} />)
            : [0, 1, 2].map((index) => (
                <li key={index} aria-hidden="true">
                  <Bone height="5.5rem" />
                </li>
              ))}
        </ul>
      )}
      {list.hasNextPage && (
        <button type="button" className="bead" onClick={() => void list.fetchNextPage()}>
          {t.frame.more}
        </button>
      )}
    </main>
  );
}

const TONES = {
  failed: 'bad',
  canceled: '',
  undoing: 'wait',
  bank: 'hot',
  delivered: 'good',
  complete: 'good',
} as const;

function Row({ order }: { order: Order }) {
  const { t, money, day } = useWords();
  const state = stateOf(order);
  const count = order.items.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <li className="plate">
      <div className="thumbs">
        {order.items
          .slice(0, 3)
          .map((item) =>
            item.productId ? (
              <Thumb key={item.lineId} productId={item.productId} sold={state === 'failed'} />
            ) : item.quoteId ? (
              <PrintThumb key={item.lineId} quoteId={item.quoteId} />
            ) : null,
          )}
      </div>
      <div>
        <h2>
          <Link to="/orders/$orderId" params={{ orderId: order.id }}>
            {order.items.map(({ name }) => name).join(', ')}
          </Link>
        </h2>
        <p className="small muted">
          {day(order.createdAt)} · {t.orders.of(count)} · <span className="mono">{order.orderNumber}</span>
        </p>
      </div>
      <span className={`tag ${state in TONES ? TONES[state as keyof typeof TONES] : 'laser'}`}>
        {t.order.states[state]}
      </span>
      <strong className="num">{money(order.total)}</strong>
    </li>
  );
}

/** The picture of a print, by the quote that it was ordered from. */
function PrintThumb({ quoteId }: { quoteId: string }) {
  const { data } = useQuery(quote(quoteId));
  return <div className="thumb">{data && <ModelPicture uploadId={data.uploadId} alt="" small />}</div>;
}
