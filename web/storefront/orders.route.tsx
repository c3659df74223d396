import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { fullName } from '../shop/choice.ts';
import { myOrders, type Order } from '../shop/orders.ts';
import { quote } from '../shop/prints.ts';
import { useSession } from '../shop/session.ts';
import { useWords } from '../words/words.tsx';
import { Thumb } from './bag-lines.tsx';
import { MyList } from './my-list.tsx';
import { stateOf } from './order-story.ts';
import { ModelPicture } from './quote-parts.tsx';

export function OrdersPage() {
  const { t } = useWords();
  const session = useSession();
  const list = useInfiniteQuery({ ...myOrders(), enabled: session === 'user' });
  return (
    <MyList
      path="/orders"
      session={session}
      list={list}
      title={t.orders.title}
      empty={{
        icon: 'box',
        title: t.orders.empty,
        text: t.orders.emptyText,
        action: (
          <Link className="bead ink" to="/shop/{-$department}/{-$category}">
            {t.bag.toShelf}
          </Link>
        ),
      }}
      row={(order) => <Row order={order} />}
    />
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
    <>
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
            {order.items.map((item) => fullName(item, t)).join(', ')}
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
    </>
  );
}

/** The picture of a print, by the quote that it was ordered from. */
function PrintThumb({ quoteId }: { quoteId: string }) {
  const { data } = useQuery(quote(quoteId));
  return <div className="thumb">{data && <ModelPicture quote={data} alt="" small />}</div>;
}
