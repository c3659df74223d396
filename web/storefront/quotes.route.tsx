import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { Quote } from '../shop/print-shapes.ts';
import { quotes } from '../shop/prints.ts';
import { useSession } from '../shop/session.ts';
import { usePrint } from '../words/print.ts';
import { useWords } from '../words/words.tsx';
import { MyList } from './my-list.tsx';
import { ModelPicture, QuoteTag } from './quote-parts.tsx';

export function QuotesPage() {
  const p = usePrint();
  const session = useSession();
  const list = useInfiniteQuery({ ...quotes(), enabled: session === 'user' });
  const toPrint = (look: string) => (
    <Link className={`bead ${look}`} to="/print">
      {p.quotes.toPrint}
    </Link>
  );
  return (
    <MyList
      path="/quotes"
      session={session}
      list={list}
      title={p.quotes.title}
      tool={toPrint('sm')}
      empty={{ icon: 'cube', title: p.quotes.empty, text: p.quotes.emptyText, action: toPrint('ink') }}
      row={(quote) => <Row quote={quote} />}
    />
  );
}

function Row({ quote }: { quote: Quote }) {
  const p = usePrint();
  const { t, money, day } = useWords();
  const { material, colour, quantity } = quote.config;
  return (
    <>
      <ModelPicture quote={quote} alt="" small />
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
    </>
  );
}
