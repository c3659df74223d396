import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Bone } from '../kit/states.tsx';
import { sharedQuote } from '../shop/prints.ts';
import { usePrint } from '../words/print.ts';
import { useWords } from '../words/words.tsx';
import { Failed, Missing } from './fallbacks.tsx';
import { PriceFacts, PriceLines } from './print-price.tsx';
import { Config, QuoteTag } from './quote-parts.tsx';
import './print.css';

const route = getRouteApi('/quotes/shared/$token');

/** What somebody shares of an offer: neither who asked nor the file. */
export function SharedQuotePage() {
  const p = usePrint();
  const { t } = useWords();
  const { token } = route.useParams();
  const { data, error, refetch } = useQuery(sharedQuote(token));
  if (data === null) return <Missing title={p.quotes.sharedMissing} text={p.quotes.sharedMissingText} />;
  if (error && !data) return <Failed error={error} reset={() => void refetch()} />;
  return (
    <main id="main" className="p-quote page" aria-busy={!data || undefined}>
      <title>{`${p.quotes.sharedTitle} · PrintVerse`}</title>
      <div className="hd">
        <div className="stack">
          <h1 tabIndex={-1}>{p.quotes.sharedTitle}</h1>
          <p className="muted">{p.quotes.sharedText}</p>
        </div>
        <Link className="bead sm" to="/print">
          {p.quotes.sharedOwn}
        </Link>
      </div>
      {data ? (
        <div className="lay">
          <section className="plate pad stack" aria-labelledby="what">
            <h2 id="what">{p.quotes.config}</h2>
            <Config config={data.config} />
          </section>
          <section className="stack offer" aria-label={p.price.label}>
            <p className="row wrap">
              <QuoteTag status={data.status} />
            </p>
            {data.price && <PriceLines lines={data.breakdown ?? []} price={data.price} />}
            {data.price && <PriceFacts error={data.error} eta={data.eta} />}
          </section>
        </div>
      ) : (
        <div className="lay" aria-hidden="true">
          <span className="sr">{t.frame.loading}</span>
          <Bone height="14rem" />
          <Bone height="14rem" />
        </div>
      )}
    </main>
  );
}
