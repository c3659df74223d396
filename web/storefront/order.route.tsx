import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Icon, type IconName } from '../kit/icon.tsx';
import { useModelImage } from '../kit/model-image.tsx';
import { Print, vars } from '../kit/print.tsx';
import { Bone } from '../kit/states.tsx';
import { watchReturns } from '../shop/bag.ts';
import { drawingOf, pictureOf, product } from '../shop/catalog.ts';
import { choiceOf } from '../shop/choice.ts';
import { type Entry, isFinal, type Order, order, timeline } from '../shop/orders.ts';
import { quote } from '../shop/prints.ts';
import { useSession } from '../shop/session.ts';
import { useWords } from '../words/words.tsx';
import { ProductLink } from './bag-lines.tsx';
import { Failed, Missing } from './fallbacks.tsx';
import { bankOf, comingFacts, progressOf, stateIn, stateOf, toldFacts } from './order-story.ts';
import { takePlaced } from './placed.ts';
import { toneOf } from './tones.ts';
import './order.css';

const route = getRouteApi('/orders/$orderId');

export function OrderPage() {
  const { t } = useWords();
  const { orderId } = route.useParams();
  const session = useSession();
  const { data, error, refetch } = useQuery({ ...order(orderId), enabled: session === 'user' });
  if (session === 'guest') return <Navigate to="/sign-in" search={{ next: `/orders/${orderId}` }} replace />;
  if (data === null) return <Missing title={t.order.missing} text={t.order.missingText} />;
  if (error && !data) return <Failed error={error} reset={() => void refetch()} />;
  if (!data) return <Bones />;
  return <Shown order={data} />;
}

function Shown({ order: shown }: { order: Order }) {
  const { t, money } = useWords();
  const bank = bankOf(shown);
  useBank(shown.id, bank);
  const story = useQuery(timeline(shown.id, shown.version, !isFinal(shown)));
  const state = stateIn(shown, story.data ?? [], story.dataUpdatedAt);
  const failed = state === 'failed' && shown.failure ? t.order.failures[shown.failure.code] : undefined;
  const going = !isFinal(shown);
  const quiet = state === 'failed' || state === 'canceled';
  useEffect(() => (quiet ? watchReturns() : undefined), [quiet]);
  return (
    <main id="main" className="p-order page">
      <title>{`${t.order.title(shown.orderNumber)} · PrintVerse`}</title>
      <div className="hd">
        <div className="stack">
          <nav className="crumbs" aria-label={t.frame.crumbs}>
            <Link to="/orders" activeProps={{}}>
              {t.orders.title}
            </Link>
            <span aria-hidden="true">/</span>
            <span className="mono">{shown.orderNumber}</span>
          </nav>
          <h1 tabIndex={-1}>{t.order.states[state]}</h1>
          <p className="muted says" role="status">
            {failed ?? (state === 'undoing' ? t.order.says.failed : t.order.says[state])}
          </p>
        </div>
        <div className="row wrap">
          {bank && (
            <a className="bead hot big" href={bank}>
              {t.order.toBank}
            </a>
          )}
          {quiet && (
            <>
              <Link className="bead ink" to="/checkout">
                {t.order.orderAgain}
              </Link>
              <Link className="bead" to="/shop/{-$department}/{-$category}">
                {t.order.backToShop}
              </Link>
            </>
          )}
        </div>
      </div>
      <div className="lay">
        <div className="left">
          <Progress order={shown} />
          <section className="box">
            <h2 className="sr">{t.order.content}</h2>
            <div>
              <h3>{t.order.goesTo}</h3>
              <Where address={shown.shippingAddress} />
              {shown.shipment && (
                <p className="muted small">
                  {t.order.parcel}: {t.order.tracking(shown.shipment.carrier, shown.shipment.trackingNumber)}
                </p>
              )}
            </div>
            <div>
              <h3>
                {t.order.together} {money(shown.total)}
              </h3>
              <ul className="muted">
                {shown.items.map((item) => (
                  <li key={item.lineId} className="row between">
                    <span>
                      {item.quantity > 1 && `${item.quantity} × `}
                      {item.productId && item.sku ? (
                        <ProductLink item={item} />
                      ) : item.quoteId ? (
                        <Link to="/quotes/$quoteId" params={{ quoteId: item.quoteId }}>
                          {item.name}
                        </Link>
                      ) : (
                        item.name
                      )}
                      {item.config && <span className="small line">{choiceOf(item, t)}</span>}
                    </span>
                    <span className="num">{money(item.lineTotal)}</span>
                  </li>
                ))}
                <li className="row between">
                  <span>{t.order.delivery}</span>
                  <span className="num">{money(shown.shippingCost)}</span>
                </li>
                <li className="small">{t.order.vat(money(shown.tax))}</li>
              </ul>
            </div>
          </section>
        </div>
        <section aria-label={t.order.happened}>
          <div className="row between story-head">
            <h2>{t.order.happened}</h2>
            {going && (
              <span className="tag hot">
                <span className="now" />
                {t.order.live}
              </span>
            )}
          </div>
          <Story order={shown} entries={story.data} />
        </section>
      </div>
    </main>
  );
}

/** Sends to the bank once, if the order was placed in this tab just now. */
function useBank(orderId: string, bank: string | undefined): void {
  const sent = useRef(false);
  useEffect(() => {
    if (!bank || sent.current) return;
    sent.current = true;
    if (takePlaced(orderId)) location.assign(bank);
  }, [bank, orderId]);
}

function Progress({ order: shown }: { order: Order }) {
  const { t } = useWords();
  const first = shown.items.find(({ productId }) => productId !== undefined);
  const { data } = useQuery({ ...product(first?.productId ?? ''), enabled: first !== undefined });
  const percent = progressOf(shown);
  const print = shown.items.find(({ quoteId }) => quoteId !== undefined);
  const moving = !isFinal(shown) && shown.status !== 'COMPLETED';
  if (print?.quoteId) return <Growing quoteId={print.quoteId} name={print.name} order={shown} />;
  return (
    <section className="tone stage" style={toneOf(data?.product.category)} aria-label={t.order.progress}>
      {data && (
        <Print
          src={pictureOf(data.product.slug, data.product.images[0]?.url)}
          line={drawingOf(data.product.slug)}
          alt={data.product.images[0]?.alt ?? data.product.name}
          progress={percent}
          eager
          {...(moving ? { nozzle: t.order.states[stateOf(shown)] } : {})}
        />
      )}
    </section>
  );
}

/** A print of somebody's own model: the shop's picture of it grows from below as the print goes on. */
function Growing({ quoteId, name, order: shown }: { quoteId: string; name: string; order: Order }) {
  const { t } = useWords();
  const { data } = useQuery(quote(quoteId));
  const image = useModelImage(data?.previewUrl);
  const percent = progressOf(shown);
  const state = stateOf(shown);
  return (
    <section className="tone stage growing" style={vars({ '--p': `${percent}%` })} aria-label={t.order.progress}>
      {image ? (
        <>
          <img className="pale" {...image} alt={t.order.picture(name)} width={640} height={480} />
          <img className="solid" {...image} alt="" width={640} height={480} />
          {percent > 0 && percent < 100 && (
            <div className="level">
              <span>{t.order.states[state]}</span>
            </div>
          )}
        </>
      ) : (
        <Icon name="cube" size="l" />
      )}
    </section>
  );
}

function Where({ address }: { address: Order['shippingAddress'] }) {
  const { country } = useWords();
  return (
    <p className="muted">
      {[address.name, address.company, address.line1, address.line2]
        .filter((line) => line !== undefined && line !== '')
        .map((line) => (
          <span key={line} className="line">
            {line}
          </span>
        ))}
      <span className="line">
        {address.postalCode} {address.city}
      </span>
      <span className="line">{country(address.country)}</span>
    </p>
  );
}

const ICONS: Readonly<Record<string, IconName>> = {
  'email.sent': 'mail',
  'shipping.prepared': 'truck',
  'inventory.released': 'retry',
  'payment.refunded': 'retry',
  'payment.waiting': 'clock',
  'inventory.failed': 'warn',
  'payment.failed': 'warn',
  'shipping.failed': 'warn',
  'order.failed': 'close',
  packed: 'box',
  'on-its-way': 'truck',
  'with-you': 'home',
  IN_REVIEW: 'eye',
  IN_PRODUCTION: 'layers',
  IN_QA: 'ruler',
  READY_TO_SHIP: 'box',
  SHIPPED: 'truck',
  DELIVERED: 'home',
};

function Story({ order: shown, entries }: { order: Order; entries: readonly Entry[] | undefined }) {
  const { t, moment, time } = useWords();
  if (!entries) {
    return (
      <div className="stack" aria-busy="true">
        {[0, 1, 2, 3].map((index) => (
          <Bone key={index} height="2.4rem" />
        ))}
      </div>
    );
  }
  const told = toldFacts(entries);
  const coming = comingFacts(shown, entries);
  let day = '';
  return (
    <ol className="story">
      {told.map((entry) => {
        const moved = entry.type === 'order.status-changed' ? t.order.track[String(entry.details?.['to'])] : undefined;
        const words = moved === undefined ? t.order.facts[entry.type] : { title: moved, text: '' };
        const date = entry.at.slice(0, 10);
        const shownAt = date === day ? time(entry.at) : moment(entry.at);
        day = date;
        const mail = entry.type === 'email.sent' ? t.order.mails[String(entry.details?.['template'])] : undefined;
        return (
          <li key={`${entry.at} ${entry.type} ${mail ?? ''}`}>
            <span className="b">
              <Icon name={ICONS[entry.type] ?? ICONS[String(entry.details?.['to'])] ?? 'check'} size="s" />
            </span>
            <div>
              <h3>{words?.title ?? entry.title}</h3>
              {(mail ?? words?.text) && <p>{mail ?? words?.text}</p>}
            </div>
            <time className="mono" dateTime={entry.at}>
              {shownAt}
            </time>
          </li>
        );
      })}
      {coming.map((type, index) => (
        <li key={type} className={index === 0 ? 'cur' : 'next'}>
          <span className="b">
            {index === 0 ? (
              <Icon name={ICONS[type] ?? 'spool'} size="s" />
            ) : (
              <Icon name={ICONS[type] ?? 'clock'} size="s" />
            )}
          </span>
          <div>
            <h3>{t.order.next[type] ?? t.order.track[type]}</h3>
          </div>
          {index === 0 && <span className="mono when">{t.order.now}</span>}
        </li>
      ))}
    </ol>
  );
}

function Bones() {
  const { t } = useWords();
  return (
    <main id="main" className="p-order page" aria-busy="true">
      <span className="sr">{t.frame.loading}</span>
      <div className="hd" aria-hidden="true">
        <div className="stack">
          <Bone width="12rem" />
          <Bone width="18rem" height="3rem" />
        </div>
      </div>
      <div className="lay" aria-hidden="true">
        <div className="left">
          <div className="tone stage" />
        </div>
        <div className="stack">
          {[0, 1, 2, 3, 4].map((index) => (
            <Bone key={index} height="2.6rem" />
          ))}
        </div>
      </div>
    </main>
  );
}
