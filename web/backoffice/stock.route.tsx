import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Empty } from '../kit/states.tsx';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { type StockFilter, type StockLevel, stock } from './data/stock.ts';
import { Desk } from './desk.tsx';
import { useSearch } from './link.tsx';
import { type Column, Find, ListTable, Switch } from './list.tsx';
import { StockDialog } from './stock-dialog.tsx';

const TONES = { 'in-stock': 'good', low: 'wait', 'sold-out': 'bad', 'made-to-order': '' } as const;

/** How a SKU begins: what the API takes of what was typed. */
const prefixOf = (text: string): string => text.toUpperCase().replace(/[^A-Z0-9-]/g, '');

export function StockPage() {
  const o = useOffice();
  const { number, moment } = useWords();
  const [search, sayAddress] = useSearch();
  const [open, setOpen] = useState<StockLevel>();
  const prefix = prefixOf(search.get('q') ?? '');
  const filter: StockFilter = {
    ...(prefix ? { query: prefix } : {}),
    ...(search.get('low') === 'true' ? { low: 'true' } : {}),
    ...(search.get('out') === 'true' ? { soldOut: 'true' } : {}),
  };
  const query = useInfiniteQuery(stock(filter));
  const clear = () => sayAddress({ q: undefined, low: undefined, out: undefined });
  const columns: readonly Column<StockLevel>[] = [
    {
      name: 'sku',
      head: o.stock.sku,
      cell: (level) => (
        <button type="button" className="row-link mono" onClick={() => setOpen(level)}>
          {level.sku}
        </button>
      ),
    },
    {
      name: 'available',
      head: o.stock.available,
      end: true,
      cell: ({ available, availability }) => (
        <span className={`tag ${TONES[availability]}`}>
          {number(available)}
          <span className="wide-inline"> · {o.availability[availability]}</span>
        </span>
      ),
    },
    { name: 'held', head: o.stock.held, wide: true, end: true, cell: ({ held }) => number(held) },
    { name: 'onHand', head: o.stock.onHand, end: true, cell: ({ onHand }) => number(onHand) },
    { name: 'lowAt', head: o.stock.threshold, wide: true, end: true, cell: ({ lowAt }) => number(lowAt) },
    { name: 'spread', head: o.stock.spread, wide: true, end: true, cell: ({ buckets }) => number(buckets) },
    {
      name: 'last',
      head: o.stock.last,
      wide: true,
      cell: ({ lastChange }) =>
        lastChange ? (
          <>
            {o.stock.reasons[lastChange.reason]}, {moment(lastChange.at)}
            {lastChange.note && <span className="sub">{lastChange.note}</span>}
          </>
        ) : (
          <span className="muted">{o.stock.never}</span>
        ),
    },
  ];
  return (
    <Desk title={o.stock.title} tools={<Find label={o.stock.find} />}>
      <div className="filters">
        <Switch name="low">{o.stock.low}</Switch>
        <Switch name="out">{o.stock.soldOut}</Switch>
        {Object.keys(filter).length > 0 && (
          <button type="button" className="bead sm bare" onClick={clear}>
            {o.list.clear}
          </button>
        )}
      </div>
      <ListTable
        query={query}
        narrowed={Object.keys(filter).length > 0}
        onClear={clear}
        empty={
          <Empty icon="layers" title={o.stock.empty}>
            {o.stock.emptyText}
          </Empty>
        }
        caption={o.stock.title}
        columns={columns}
        idOf={({ sku }) => sku}
        nameOf={({ sku }) => sku}
      />
      {open && <StockDialog key={open.sku} first={open} onClose={() => setOpen(undefined)} />}
    </Desk>
  );
}
