import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Icon, type IconName } from '../kit/icon.tsx';
import { Bone, Empty } from '../kit/states.tsx';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { orders } from './data/orders.ts';
import { products } from './data/products.ts';
import { reviews } from './data/reviews.ts';
import { sagas } from './data/sagas.ts';
import { stock } from './data/stock.ts';
import { Desk } from './desk.tsx';
import { A, paths } from './link.tsx';
import { itemsOf } from './list.tsx';
import { OrderTable } from './orders.route.tsx';
import { useMay } from './person.ts';
import { Read, RowBones } from './states.tsx';
import './today.css';

const NEWEST = 8;
/** As many as one page tells; more of something is told as "50+". */
const COUNTED = 50;

export function TodayPage() {
  const o = useOffice();
  const may = useMay();
  const { day } = useWords();
  return (
    <Desk title={o.today.title} tools={<span className="small muted only-wide">{day(new Date().toISOString())}</span>}>
      <div className="p-today">
        <Needs />
        {may('orders:read') && <Newest />}
        {may('reviews:moderate') && <Said />}
      </div>
    </Desk>
  );
}

interface Counted {
  readonly count: number;
  readonly more: boolean;
}

interface Listed {
  readonly data: { readonly pages: readonly { items: readonly unknown[]; nextCursor: string | null }[] } | undefined;
  readonly isError: boolean;
}

/** How many there are on the first page, and whether there may be more; nothing while it is being read. */
function counted({ data }: Listed, keep: (item: never) => boolean = () => true): Counted | undefined {
  const first = data?.pages[0];
  if (!first) return undefined;
  return { count: first.items.filter((item) => keep(item as never)).length, more: first.nextCursor !== null };
}

function Needs() {
  const o = useOffice();
  const { number } = useWords();
  const may = useMay();
  const seen = { sagas: may('sagas:read'), orders: may('orders:read'), stock: may('inventory:write') };
  const [reviewing, products_] = [may('reviews:moderate'), may('catalog:write')];
  const parked = useInfiniteQuery({ ...sagas('parked'), enabled: seen.sagas });
  const stale = useInfiniteQuery({ ...orders({ stale: 'true' }, COUNTED), enabled: seen.orders });
  const low = useInfiniteQuery({ ...stock({ low: 'true' }, COUNTED), enabled: seen.stock });
  const hidden = useInfiniteQuery({ ...reviews('HIDDEN', COUNTED), enabled: reviewing });
  const drafts = useInfiniteQuery({ ...products({ status: 'DRAFT' }, COUNTED), enabled: products_ });
  const cards: readonly {
    readonly show: boolean;
    readonly query: Listed;
    readonly found: Counted | undefined;
    readonly title: (count: string) => string;
    readonly text: string;
    readonly href: string;
    readonly icon: IconName;
    readonly hot?: boolean;
  }[] = [
    {
      show: seen.sagas,
      query: parked,
      found: counted(parked),
      title: o.today.parked,
      text: o.today.parkedText,
      href: paths.sagas,
      icon: 'fork',
      hot: true,
    },
    {
      show: seen.orders,
      query: stale,
      found: counted(stale),
      title: o.today.stale,
      text: o.today.staleText,
      href: `${paths.orders}?still=true`,
      icon: 'clock',
    },
    {
      show: seen.stock,
      query: low,
      found: counted(low),
      title: o.today.low,
      text: o.today.lowText,
      href: `${paths.stock}?low=true`,
      icon: 'layers',
    },
    {
      show: reviewing,
      query: hidden,
      found: counted(hidden, ({ revised }: { revised: boolean }) => revised),
      title: o.today.revised,
      text: o.today.revisedText,
      href: `${paths.reviews}?status=HIDDEN&revised=true`,
      icon: 'star',
    },
    {
      show: products_,
      query: drafts,
      found: counted(drafts),
      title: o.today.drafts,
      text: o.today.draftsText,
      href: `${paths.products}?status=DRAFT`,
      icon: 'spool',
    },
  ];
  const shown = cards.filter(({ show }) => show);
  const waiting = shown.filter(({ found }) => found === undefined || found.count > 0);
  const told = ({ count, more }: Counted) => `${number(count)}${more && count > 0 ? '+' : ''}`;
  return (
    <section className="stack" aria-labelledby="needs">
      <h2 id="needs">{o.today.needs}</h2>
      {waiting.length === 0 ? (
        <div className="plate">
          <Empty icon="check" title={o.today.calm}>
            {o.today.calmText}
          </Empty>
        </div>
      ) : (
        <ul className="needs">
          {waiting.map(({ href, icon, found, title, text, query, hot }) => (
            <li key={href} className={found && hot ? 'plate hot' : 'plate'}>
              <Icon name={icon} size="l" />
              {found ? (
                <>
                  <h3>
                    <A href={href}>{title(told(found))}</A>
                  </h3>
                  <p className="small muted">{text}</p>
                </>
              ) : query.isError ? (
                <>
                  <h3>
                    <A href={href}>{o.frame.broken}</A>
                  </h3>
                  <p className="small muted">{text}</p>
                </>
              ) : (
                <>
                  <Bone width="60%" height="1.5rem" />
                  <Bone />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Section({
  id,
  title,
  all,
  href,
  children,
}: {
  id: string;
  title: string;
  all: string;
  href: string;
  children: ReactNode;
}) {
  return (
    <section className="stack" aria-labelledby={id}>
      <div className="row between">
        <h2 id={id}>{title}</h2>
        <A className="small" href={href}>
          {all}
        </A>
      </div>
      {children}
    </section>
  );
}

function Newest() {
  const o = useOffice();
  const query = useInfiniteQuery(orders({}, NEWEST));
  return (
    <Section id="newest" title={o.today.newest} all={o.today.allOrders} href={paths.orders}>
      <Read query={query} bones={<RowBones rows={5} />}>
        {(data) => {
          const rows = itemsOf(data);
          return rows.length > 0 ? (
            <OrderTable rows={rows} />
          ) : (
            <div className="plate">
              <Empty icon="box" title={o.orders.empty}>
                {o.orders.emptyText}
              </Empty>
            </div>
          );
        }}
      </Read>
    </Section>
  );
}

const SAID = 4;

function Said() {
  const o = useOffice();
  const { moment } = useWords();
  const query = useInfiniteQuery(reviews('SHOWN', SAID));
  return (
    <Section id="said" title={o.today.newestReviews} all={o.today.allReviews} href={paths.reviews}>
      <Read query={query} bones={<RowBones rows={3} />}>
        {(data) => {
          const rows = itemsOf(data);
          return rows.length === 0 ? (
            <div className="plate">
              <Empty icon="star" title={o.reviews.empty}>
                {o.reviews.emptyText}
              </Empty>
            </div>
          ) : (
            <ul className="said">
              {rows.map(({ id, rating, title, text, name, updatedAt }) => (
                <li key={id} className="plate">
                  <p className="small muted row wrap">
                    <span role="img" aria-label={o.reviews.stars(rating)}>
                      {'★'.repeat(rating)}
                      {'☆'.repeat(5 - rating)}
                    </span>
                    <span>{name ?? o.reviews.left}</span>
                    <time dateTime={updatedAt}>{moment(updatedAt)}</time>
                  </p>
                  <p>
                    {title && <strong>{title} </strong>}
                    {text ?? o.reviews.gone}
                  </p>
                </li>
              ))}
            </ul>
          );
        }}
      </Read>
    </Section>
  );
}
