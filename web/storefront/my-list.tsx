import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { IconName } from '../kit/icon.tsx';
import { Bone, Empty } from '../kit/states.tsx';
import type { SessionState } from '../shop/session.ts';
import { useWords } from '../words/words.tsx';
import { Failed } from './fallbacks.tsx';
import './orders.css';

/**
 * A list of what somebody has here, page by page; who is a guest signs in and comes back. In: the path of its page, who is here, what was
 * read, what stands beside the heading of a list that is not empty, what is said and offered where there is nothing, and one row.
 */
export function MyList<Item extends { readonly id: string }>({
  path,
  session,
  list,
  title,
  tool,
  empty,
  row,
}: {
  path: string;
  session: SessionState;
  list: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly Item[] }>>;
  title: string;
  tool?: ReactNode;
  empty: { readonly icon: IconName; readonly title: string; readonly text: string; readonly action: ReactNode };
  row: (item: Item) => ReactNode;
}) {
  const { t } = useWords();
  if (session === 'guest') return <Navigate to="/sign-in" search={{ next: path }} replace />;
  if (list.isError && !list.data) return <Failed error={list.error} reset={() => void list.refetch()} />;
  const shown = list.data?.pages.flatMap(({ items }) => items);
  return (
    <main id="main" className="p-orders page">
      <title>{`${title} · PrintVerse`}</title>
      <div className="row between wrap head">
        <h1 tabIndex={-1}>{title}</h1>
        {shown?.length !== 0 && tool}
      </div>
      {shown?.length === 0 ? (
        <Empty icon={empty.icon} title={empty.title} action={empty.action}>
          {empty.text}
        </Empty>
      ) : (
        <ul className="order-list" aria-busy={!shown || undefined}>
          {shown
            ? shown.map((item) => (
                <li key={item.id} className="plate">
                  {row(item)}
                </li>
              ))
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
