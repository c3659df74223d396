import { Link } from '@tanstack/react-router';
import { Bone, Empty, Note } from '../kit/states.tsx';
import { useBag } from '../shop/bag.ts';
import { useWords } from '../words/words.tsx';
import { BagLines } from './bag-lines.tsx';
import { Failed } from './fallbacks.tsx';
import './bag.css';

export function BagPage() {
  const { t, money } = useWords();
  const { data, error, refetch } = useBag();
  const blocked = data?.items.some(({ availability, gone }) => availability === 'sold-out' || gone);
  if (error && !data) return <Failed error={error} reset={() => void refetch()} />;
  return (
    <main id="main" className="p-bag page">
      <title>{`${t.bag.title} · PrintVerse`}</title>
      <h1 tabIndex={-1}>{t.bag.title}</h1>
      {!data ? (
        <div className="stack" aria-busy="true">
          <Bone height="7rem" />
          <Bone height="7rem" />
        </div>
      ) : data.items.length === 0 ? (
        <Empty
          icon="bag"
          title={t.bag.empty}
          action={
            <Link className="bead ink" to="/shop/{-$department}/{-$category}">
              {t.bag.toShelf}
            </Link>
          }
        >
          {t.bag.emptyText}
        </Empty>
      ) : (
        <div className="lay">
          <BagLines items={data.items} />
          <aside className="plate pad stack sum-side" aria-label={t.bag.together}>
            <dl className="sums">
              <dt className="sum">{t.bag.subtotal}</dt>
              <dd className="sum" aria-live="polite">
                {money(data.subtotal)}
              </dd>
            </dl>
            <p className="small muted">{t.bag.deliveryLater}</p>
            {blocked ? (
              <Note tone="wait" icon="warn">
                <p>{t.bag.soldOut}</p>
              </Note>
            ) : (
              <Link className="bead hot big wide" to="/checkout">
                {t.bag.checkout}
              </Link>
            )}
          </aside>
        </div>
      )}
    </main>
  );
}
