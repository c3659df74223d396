import { useInfiniteQuery } from '@tanstack/react-query';
import { Icon } from '../kit/icon.tsx';
import { Print } from '../kit/print.tsx';
import { Empty } from '../kit/states.tsx';
import { queries } from '../shop/client.ts';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { changeProduct, PRODUCT_STATUSES, products } from './data/products.ts';
import type { AdminProduct } from './data/shapes.ts';
import { Desk } from './desk.tsx';
import { A, paths, useSearch } from './link.tsx';
import {
  BulkProgress,
  Chips,
  ChosenBar,
  type Column,
  Find,
  itemsOf,
  More,
  NothingHere,
  Table,
  useBulk,
  useChoice,
} from './list.tsx';
import { PRODUCT_TONES } from './product-tones.ts';
import { Read, RowBones } from './states.tsx';
import { say } from './toast.tsx';

export function ProductsPage() {
  const o = useOffice();
  const [search, sayAddress] = useSearch();
  const status = PRODUCT_STATUSES.find((one) => one === search.get('status'));
  const text = search.get('q') ?? '';
  const query = useInfiniteQuery(products({ ...(status ? { status } : {}), ...(text ? { query: text } : {}) }));
  const clear = () => sayAddress({ q: undefined, status: undefined });
  return (
    <Desk
      title={o.products.title}
      tools={
        <>
          <Find label={o.products.find} />
          <div className="row wrap tools">
            <A className="bead sm" href={paths.sheets}>
              <Icon name="upload" size="s" />
              {o.products.import} / {o.products.export}
            </A>
            <A className="bead sm ink" href={paths.newProduct}>
              <Icon name="plus" size="s" />
              {o.products.add}
            </A>
          </div>
        </>
      }
    >
      <div className="filters">
        <Chips
          name="status"
          label={o.products.status}
          all={o.list.all}
          options={PRODUCT_STATUSES.map((one) => [one, o.productStatus[one]] as const)}
        />
      </div>
      <Read query={query} bones={<RowBones />}>
        {(data) => {
          const rows = itemsOf(data);
          if (rows.length > 0) {
            return (
              <>
                <ProductTable rows={rows} />
                <More query={query} count={rows.length} />
              </>
            );
          }
          return text || status ? (
            <NothingHere query={query} onClear={clear} />
          ) : (
            <Empty
              icon="spool"
              title={o.products.empty}
              action={
                <A className="bead ink" href={paths.newProduct}>
                  {o.products.add}
                </A>
              }
            >
              {o.products.emptyText}
            </Empty>
          );
        }}
      </Read>
    </Desk>
  );
}

function ProductTable({ rows }: { rows: readonly AdminProduct[] }) {
  const o = useOffice();
  const { t, locale, money, moment } = useWords();
  const nameOf = ({ texts }: AdminProduct) => texts[locale]?.name ?? texts.en.name;
  // Only drafts can be put on sale together.
  const choice = useChoice(rows.filter(({ status }) => status === 'DRAFT').map(({ id }) => id));
  const bulk = useBulk(() => queries.invalidateQueries({ queryKey: ['office', 'products'] }));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const publish = async () => {
    const ids = [...choice.chosen];
    const failed = await bulk.start(ids, async (id) => {
      const row = byId.get(id);
      if (row) await changeProduct(id, row.version, { status: 'ACTIVE' });
    });
    choice.set(new Set(failed));
    if (failed.length === 0) say(o.list.doneAll(ids.length));
  };
  const columns: readonly Column<AdminProduct>[] = [
    {
      name: 'product',
      head: o.products.product,
      cell: (row) => (
        <div className="thumb-cell">
          <div className="tone">
            <Print src={row.images[0]?.sizes.small.webp ?? null} alt="" />
          </div>
          <div>
            <A className="row-link" href={paths.product(row.id)}>
              {nameOf(row)}
            </A>
            <span className="sub mono">{row.slug}</span>
            <span className="only-narrow">
              <span className={`tag ${PRODUCT_TONES[row.status]}`}>{o.productStatus[row.status]}</span>
            </span>
          </div>
        </div>
      ),
    },
    { name: 'category', head: o.products.category, wide: true, cell: ({ category }) => t.places[category] ?? category },
    { name: 'kind', head: o.product.kind, wide: true, cell: ({ kind }) => o.kinds[kind] },
    { name: 'variants', head: o.products.variants, wide: true, end: true, cell: ({ variants }) => variants.length },
    {
      name: 'price',
      head: o.products.price,
      end: true,
      cell: ({ variants }) => {
        const [cheapest] = variants.map(({ price }) => price).toSorted((a, b) => a.amount - b.amount);
        return <span className="num">{cheapest ? money(cheapest) : o.products.nothing}</span>;
      },
    },
    { name: 'changed', head: o.products.changed, wide: true, cell: ({ updatedAt }) => moment(updatedAt) },
    {
      name: 'status',
      head: o.products.status,
      wide: true,
      cell: ({ status }) => <span className={`tag ${PRODUCT_TONES[status]}`}>{o.productStatus[status]}</span>,
    },
  ];
  const drafts = rows.some(({ status }) => status === 'DRAFT');
  return (
    <>
      <BulkProgress
        bulk={bulk}
        nameOf={(id) => {
          const row = byId.get(id);
          return row ? nameOf(row) : id;
        }}
      />
      <Table
        caption={o.products.title}
        rows={rows}
        columns={columns}
        idOf={({ id }) => id}
        nameOf={nameOf}
        choice={drafts ? choice : undefined}
        choosable={({ status }) => status === 'DRAFT'}
      />
      <ChosenBar choice={choice}>
        <button type="button" className="bead sm hot" disabled={bulk.running} onClick={() => void publish()}>
          {o.products.publish}
        </button>
      </ChosenBar>
    </>
  );
}
