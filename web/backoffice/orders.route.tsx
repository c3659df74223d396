import { useInfiniteQuery } from '@tanstack/react-query';
import { Empty } from '../kit/states.tsx';
import { fullName } from '../shop/choice.ts';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { ORDER_STATUSES, type OrderFilter, orders, PRODUCTION_STATUSES } from './data/orders.ts';
import type { AdminOrder } from './data/shapes.ts';
import { Desk } from './desk.tsx';
import { A, paths, useSearch } from './link.tsx';
import { type Column, Find, itemsOf, More, NothingHere, Pick, Switch, Table } from './list.tsx';
import { StatusTag } from './order-tags.tsx';
import { Read, RowBones } from './states.tsx';
import { lookUpOf, matches } from './words-match.ts';

/** What the address asks for, as the API takes it; anything that it does not know is left out. */
function filterOf(search: URLSearchParams): OrderFilter {
  const status = ORDER_STATUSES.find((one) => one === search.get('status'));
  const productionStatus = PRODUCTION_STATUSES.find((one) => one === search.get('production'));
  const customerId = /^usr_[0-9A-Z]{26}$/.exec(search.get('customer') ?? '')?.[0];
  return {
    ...(status ? { status } : {}),
    ...(productionStatus ? { productionStatus } : {}),
    ...(customerId ? { customerId } : {}),
    ...(search.get('still') === 'true' ? { stale: 'true' as const } : {}),
  };
}

const textOf = ({ id, orderNumber, shippingAddress, items, shipment }: AdminOrder): string =>
  [
    id,
    orderNumber,
    shippingAddress.name,
    shippingAddress.company,
    shippingAddress.city,
    shippingAddress.postalCode,
    shipment?.trackingNumber,
    ...items.flatMap(({ name, sku }) => [name, sku]),
  ].join(' ');

export function OrdersPage() {
  const o = useOffice();
  const [search, say] = useSearch();
  const filter = filterOf(search);
  const q = search.get('q') ?? '';
  const lookUp = lookUpOf(q);
  const { customerId: _, ...others } = filter;
  const query = useInfiniteQuery(orders(lookUp ? { ...others, ...lookUp } : filter));
  const clear = () =>
    say({ q: undefined, status: undefined, production: undefined, customer: undefined, still: undefined });
  const filtered = q !== '' || Object.keys(filter).length > 0;
  return (
    <Desk title={o.orders.title} tools={<Find label={o.orders.find} />}>
      <div className="filters">
        <Pick
          name="status"
          label={o.orders.status}
          all={o.list.all}
          options={ORDER_STATUSES.map((status) => [status, o.orderStatus[status]] as const)}
        />
        <Pick
          name="production"
          label={o.orders.production}
          all={o.list.all}
          options={PRODUCTION_STATUSES.map((status) => [status, o.productionStatus[status]] as const)}
        />
        <Switch name="still">{o.orders.still}</Switch>
        {filter.customerId && (
          <span className="chip" aria-current="true">
            {o.orders.ofCustomer}
          </span>
        )}
        {filtered && (
          <button type="button" className="bead sm bare" onClick={clear}>
            {o.list.clear}
          </button>
        )}
      </div>
      <Read query={query} bones={<RowBones />}>
        {(data) => {
          const rows = lookUp ? itemsOf(data) : itemsOf(data).filter((order) => matches(textOf(order), q));
          if (rows.length === 0) {
            return filtered ? (
              <NothingHere query={query} onClear={clear} />
            ) : (
              <Empty icon="box" title={o.orders.empty}>
                {o.orders.emptyText}
              </Empty>
            );
          }
          return (
            <>
              <OrderTable rows={rows} />
              <More query={query} count={rows.length} />
            </>
          );
        }}
      </Read>
    </Desk>
  );
}

/** Orders as a table; the newest first, as they come. */
export function OrderTable({ rows }: { rows: readonly AdminOrder[] }) {
  const o = useOffice();
  const { t, moment, money, country } = useWords();
  const columns: readonly Column<AdminOrder>[] = [
    {
      name: 'number',
      head: o.orders.number,
      cell: (order) => {
        const { id, orderNumber, items, shippingAddress, createdAt } = order;
        return (
          <>
            <A className="row-link mono" href={paths.order(id)}>
              {orderNumber}
            </A>
            <span className="sub only-narrow">
              {shippingAddress.name} · {moment(createdAt)}
            </span>
            <span className="sub wide-inline">
              {items[0] && fullName(items[0], t)}
              {items.length > 1 && ` +${items.length - 1}`}
            </span>
            <span className="only-narrow">
              <StatusTag order={order} />
            </span>
          </>
        );
      },
    },
    { name: 'when', head: o.orders.when, wide: true, cell: ({ createdAt }) => moment(createdAt) },
    {
      name: 'to',
      head: o.orders.to,
      wide: true,
      cell: ({ shippingAddress: { name, city, country: code } }) => (
        <>
          {name}
          <span className="sub">
            {city}, {country(code)}
          </span>
        </>
      ),
    },
    { name: 'payment', head: o.orders.payment, wide: true, cell: ({ payment }) => o.paymentStatus[payment.status] },
    {
      name: 'total',
      head: o.orders.total,
      end: true,
      cell: ({ total }) => <span className="num">{money(total)}</span>,
    },
    { name: 'status', head: o.orders.status, wide: true, cell: (order) => <StatusTag order={order} /> },
  ];
  return (
    <Table
      caption={o.orders.title}
      rows={rows}
      columns={columns}
      idOf={({ id }) => id}
      nameOf={({ orderNumber }) => orderNumber}
    />
  );
}
