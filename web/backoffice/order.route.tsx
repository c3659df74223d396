import { useQuery } from '@tanstack/react-query';
import { Icon } from '../kit/icon.tsx';
import { Bone, Note } from '../kit/states.tsx';
import { choiceOf, plainName } from '../shop/choice.ts';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { facts, order } from './data/orders.ts';
import type { AdminOrder, Entry } from './data/shapes.ts';
import { Desk } from './desk.tsx';
import { isGone } from './explain.ts';
import { Facts } from './facts.tsx';
import { A, paths, useLastOfPath } from './link.tsx';
import { StatusTag } from './order-tags.tsx';
import { useMay } from './person.ts';
import { Railway } from './railway.tsx';
import { lanesOf } from './saga-lanes.ts';
import { Missing, Read, RowBones } from './states.tsx';
import { say } from './toast.tsx';
import './order.css';

export function OrderPage() {
  const o = useOffice();
  const id = useLastOfPath();
  const query = useQuery(order(id));
  if (isGone(query.error) || !id.startsWith('ord_')) return <Missing title={o.order.gone} />;
  const { data } = query;
  return (
    <Desk
      title={o.order.title(data?.orderNumber ?? '…')}
      back={paths.orders}
      tools={
        data && (
          <>
            <StatusTag order={data} />
            {!data.saga.done && !data.saga.parked && (
              <span className="row small muted">
                <span className="now" /> {o.order.live}
              </span>
            )}
          </>
        )
      }
    >
      <Read query={query} bones={<Bones />}>
        {(shown) => <One order={shown} />}
      </Read>
    </Desk>
  );
}

function One({ order: shown }: { order: AdminOrder }) {
  const o = useOffice();
  const { moment, money } = useWords();
  const may = useMay();
  const story = useQuery(facts(shown.id, shown.version));
  const entries = story.data;
  return (
    <div className="p-order">
      <p className="muted">
        {o.order.placed(moment(shown.createdAt))}, {o.order.changed(moment(shown.updatedAt))}
        {shown.saga.attempt > 1 && `, ${o.order.attempt(shown.saga.attempt)}`}
        {' · '}
        <Copied text={shown.id} />
      </p>
      {shown.saga.parked && (
        <Note tone="bad" icon="fork">
          <strong>{o.orders.parked}</strong>
          <p>
            {o.today.parkedText} {may('sagas:read') && <A href={paths.saga(shown.id)}>{o.order.openSaga}</A>}
          </p>
        </Note>
      )}
      {shown.failure && (
        <Note tone="bad" icon="close">
          <strong>{o.order.failed}</strong>
          <p>
            {o.failures[shown.failure.code] ?? shown.failure.code}. {shown.failure.message}
          </p>
        </Note>
      )}
      {entries && <Railway lanes={lanesOf(shown.saga, entries)} />}
      <div className="two">
        <section className="plate pad stack" aria-labelledby="items">
          <h2 id="items">{o.order.items}</h2>
          <Items order={shown} />
        </section>
        <div className="stack">
          <Payment order={shown} entries={entries} />
          <Delivery order={shown} />
        </div>
      </div>
      <div className="two">
        <Mails entries={entries} />
        <section className="plate pad stack" aria-labelledby="customer">
          <h2 id="customer">{o.order.customer}</h2>
          <p>{shown.billingAddress.name}</p>
          <div className="row wrap">
            <A className="bead sm" href={paths.ordersOf(shown.customerId)}>
              {o.order.theirOrders}
            </A>
            {may('users:manage') && (
              <A className="bead sm" href={paths.user(shown.customerId)}>
                {o.order.theirAccount}
              </A>
            )}
          </div>
          <p className="tiny muted">
            <Copied text={shown.customerId} />
          </p>
        </section>
      </div>
      <div className="stack">
        <h2>{o.order.facts}</h2>
        <Read query={story} bones={<RowBones rows={5} />}>
          {(told) => <Facts entries={told} money={money} />}
        </Read>
      </div>
    </div>
  );
}

/** An id that one press copies. */
function Copied({ text }: { text: string }) {
  const o = useOffice();
  return (
    <button
      type="button"
      className="as-link mono"
      title={o.frame.copy(text)}
      onClick={() => void navigator.clipboard.writeText(text).then(() => say(o.frame.copied))}
    >
      {text}
    </button>
  );
}

function Items({ order: { items, subtotal, shippingCost, tax, total } }: { order: AdminOrder }) {
  const o = useOffice();
  const { t, money, number } = useWords();
  return (
    <>
      <ul className="lines">
        {items.map((item) => {
          const [name, choice] = [plainName(item), choiceOf(item, t)];
          return (
            <li key={item.lineId}>
              <div>
                <strong>{item.productId ? <A href={paths.product(item.productId)}>{name}</A> : name}</strong>
                {choice && <span className="sub">{choice}</span>}
                <span className="sub mono">{item.sku}</span>
              </div>
              <span className="num small muted">
                {number(item.quantity)} × {money(item.unitPrice)}
              </span>
              <span className="num">{money(item.lineTotal)}</span>
            </li>
          );
        })}
      </ul>
      <dl className="sums">
        <dt>{o.order.subtotal}</dt>
        <dd>{money(subtotal)}</dd>
        <dt>{o.order.shipping}</dt>
        <dd>{money(shippingCost)}</dd>
        <dt className="sum">{o.order.total}</dt>
        <dd className="sum">{money(total)}</dd>
        <dt className="sub">{o.order.tax}</dt>
        <dd className="sub">{money(tax)}</dd>
      </dl>
    </>
  );
}

function Payment({ order: { payment, total }, entries }: { order: AdminOrder; entries: readonly Entry[] | undefined }) {
  const o = useOffice();
  const { money, moment } = useWords();
  const taken = entries?.find(({ type }) => type === 'payment.processed');
  const back = entries?.find(({ type }) => type === 'payment.refunded');
  return (
    <section className="plate pad stack" aria-labelledby="payment">
      <h2 id="payment">{o.order.payment}</h2>
      <dl className="pairs">
        <dt>{o.orders.status}</dt>
        <dd>{o.paymentStatus[payment.status]}</dd>
        <dt>{o.order.provider}</dt>
        <dd>{payment.provider}</dd>
        {taken && (
          <>
            <dt>{o.order.captured}</dt>
            <dd>
              {money(total)}, {moment(taken.at)}
            </dd>
          </>
        )}
        {back && (
          <>
            <dt>{o.order.refunded}</dt>
            <dd>
              {money(total)}, {moment(back.at)}
            </dd>
          </>
        )}
        <dt>{o.order.paymentId}</dt>
        <dd>
          <Copied text={payment.paymentId} />
        </dd>
      </dl>
    </section>
  );
}

function Delivery({ order: shown }: { order: AdminOrder }) {
  const o = useOffice();
  const { shippingAddress, billingAddress, shipment, productionStatus } = shown;
  const same = JSON.stringify(shippingAddress) === JSON.stringify(billingAddress);
  return (
    <section className="plate pad stack" aria-labelledby="delivery">
      <h2 id="delivery">{o.order.delivery}</h2>
      <dl className="pairs">
        {productionStatus && (
          <>
            <dt>{o.orders.production}</dt>
            <dd>{o.productionStatus[productionStatus]}</dd>
          </>
        )}
        {shipment ? (
          <>
            <dt>{o.orders.status}</dt>
            <dd>{o.shipmentStatus[shipment.status]}</dd>
            <dt>{o.order.carrier}</dt>
            <dd>{shipment.carrier}</dd>
            <dt>{o.order.tracking}</dt>
            <dd>
              <Copied text={shipment.trackingNumber} />
            </dd>
          </>
        ) : (
          <>
            <dt>{o.orders.status}</dt>
            <dd>{o.order.noParcel}</dd>
          </>
        )}
        <dt>{o.order.deliverTo}</dt>
        <dd>
          <Where address={shippingAddress} />
        </dd>
        <dt>{o.order.billTo}</dt>
        <dd>{same ? o.order.sameAddress : <Where address={billingAddress} />}</dd>
      </dl>
    </section>
  );
}

function Where({ address }: { address: AdminOrder['shippingAddress'] }) {
  const { country } = useWords();
  const { name, company, line1, line2, postalCode, city } = address;
  return (
    <address>
      {[name, company, line1, line2, `${postalCode} ${city}`, country(address.country)]
        .filter((line) => line !== undefined && line !== '')
        .map((line) => (
          <span key={line}>{line}</span>
        ))}
    </address>
  );
}

function Mails({ entries }: { entries: readonly Entry[] | undefined }) {
  const o = useOffice();
  const { t, moment } = useWords();
  const mails = entries?.filter(({ type }) => type === 'email.sent');
  return (
    <section className="plate pad stack" aria-labelledby="mails">
      <h2 id="mails">{o.order.mails}</h2>
      {!mails && <Bone height="2rem" />}
      {mails?.length === 0 && <p className="muted">{o.order.noMails}</p>}
      {mails && mails.length > 0 && (
        <ul className="mails">
          {mails.map(({ at, details }) => {
            const template = String(details?.['template']);
            return (
              <li key={`${at} ${template}`}>
                <Icon name="mail" />
                <span>{t.order.mails[template] ?? template}</span>
                <time className="small muted" dateTime={at}>
                  {moment(at)}
                </time>
              </li>
            );
          })}
        </ul>
      )}
    </section>
  );
}

function Bones() {
  const o = useOffice();
  return (
    <div className="p-order" aria-busy="true">
      <span className="sr">{o.frame.loading}</span>
      <Bone width="18rem" />
      <div className="railway" aria-hidden="true">
        <Bone height="4rem" />
      </div>
      <div className="two" aria-hidden="true">
        <Bone height="14rem" />
        <Bone height="14rem" />
      </div>
    </div>
  );
}
