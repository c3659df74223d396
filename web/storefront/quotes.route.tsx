import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import { Bone, Empty } from '../kit/states.tsx';
import type { Quote } from '../shop/print-shapes.ts';
import { quotes } from '../shop/prints.ts';
import { useSession } from '../shop/session.ts';
import { usePrint } from '../words/print.ts';
import { useWords } from '../words/words.tsx';
import { Failed } from './fallbacks.tsx';
import { ModelPicture, QuoteTag } from './quote-parts.tsx';
import './orders.css';

export function QuotesPage() {
  const p = usePrint();
  const { t } = useWords();
  const session = useSession();
  const list = useInfiniteQuery({ ...quotes(), enabled: session === 'user' });
  if (session === 'guest') return <Navigate to="/sign-in" search={{ next: '/quotes' }} replace />;
  if (list.isError && !list.data) return <Failed error={list.error} reset={() => void list.refetch()} />;
  const shown = list.data?.pages.flatMap(({ items }) => items);
  return (
    <main id="main" className="p-orders page">
      <title>{`${p.quotes.title} · PrintVerse`}</title>
      <div className="row between wrap quotes-head">
        <h1 tabIndex={-1}>{p.quotes.title}</h1>
        <Link className="bead sm" to="/print">
          {p.quotes.toPrint}
        </Link>
      </div>
      {shown?.length === 0 ? (
        <Empty
          icon="cube"
          title={p.quotes.empty}
          action={
            <Link className="bead ink" to="/print">
              {p.quotes.toPrint}
            </Link>
          }
        >
          {p.quotes.emptyText}
        </Empty>
      ) : (
        <ul className="order-list" aria-busy={!shown || undefined}>
          {shown
            ? shown.map((quote) => <Row key={quote.id} quote={quote} />)
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

function Row({ quote }: { quote: Quote }) {
  const p = usePrint();
  const { t, money, day } = useWords();
  const { material, colour, quantity } = quote.config;
  return (
    <li className="plate">
      <ModelPicture uploadId={quote.uploadId} alt="" small />
      <div>
        <h2>
          <Link to="/quotes/$quoteId" params={{ quoteId: quote.id }}>
            {quote.fileName}
          </Link>
        </h2>
        <p className="small muted">
          {day(quote.createdAt)} · {p.facts.pieces(quantity)} · {t.values[material] ?? material},{' '}
          {t.values[colour] ?? colour}
        </p>
      </div>
      <QuoteTag status={quote.status} />
      <strong className="num">{quote.price ? money(quote.price) : '–'}</strong>
    </li>
  );
}
