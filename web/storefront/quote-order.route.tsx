import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { Empty } from '../kit/states.tsx';
import type { Quote } from '../shop/print-shapes.ts';
import { acceptQuote, quote } from '../shop/prints.ts';
import { useSession } from '../shop/session.ts';
import { usePrint } from '../words/print.ts';
import { BarTop } from './checkout-parts.tsx';
import { Failed, Missing } from './fallbacks.tsx';
import { OrderBones, OrderForm } from './order-form.tsx';
import { usePrintExplain } from './print-explain.ts';
import { Config, ModelPicture } from './quote-parts.tsx';

const route = getRouteApi('/quotes/$quoteId/order');

/** The checkout of one print: where it goes and how it is paid. */
export function QuoteOrderPage() {
  const p = usePrint();
  const { quoteId } = route.useParams();
  const session = useSession();
  const { data, error, refetch } = useQuery({ ...quote(quoteId), enabled: session === 'user' });
  if (session === 'guest') return <Navigate to="/sign-in" search={{ next: `/quotes/${quoteId}/order` }} replace />;
  if (data === null) return <Missing title={p.quotes.missing} text={p.quotes.missingText} />;
  return (
    <>
      <title>{`${p.accept.title} · PrintVerse`}</title>
      <BarTop />
      {error && !data ? (
        <Failed error={error} reset={() => void refetch()} />
      ) : data ? (
        data.status === 'READY' && data.price ? (
          <Form quote={data} price={data.price} again={() => void refetch()} />
        ) : (
          <Closed quote={data} />
        )
      ) : (
        <OrderBones />
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
  const explained = usePrintExplain();
  return (
    <OrderForm
      path={`/quotes/${shown.id}/order`}
      kept={`quote-order-${shown.id}`}
      // A price that has changed is another preview.
      previewed={{ key: `${shown.id} at ${price.amount}`, items: [{ quoteId: shown.id }] }}
      place={async ({ shippingAddress, token }) => (await acceptQuote(shown.id, shippingAddress, token)).orderId}
      // It has expired meanwhile, or another tab was faster.
      onRefused={again}
      explained={explained}
      title={p.accept.title}
      binding={p.accept.made}
      lines={
        <div className="stack">
          <ModelPicture quote={shown} alt={p.view.picture(shown.fileName)} />
          <strong>{shown.fileName}</strong>
          <Config config={shown.config} />
        </div>
      }
      linesName={p.accept.print}
      linesCost={price}
      side={{ icon: 'cube', title: p.accept.one, short: p.accept.one }}
    />
  );
}
