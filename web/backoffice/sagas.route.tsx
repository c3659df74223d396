import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Icon } from '../kit/icon.tsx';
import { Bone, Empty, Note } from '../kit/states.tsx';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { useChange } from './change.ts';
import { facts, order } from './data/orders.ts';
import { readSagasAgain, retrySaga, type Saga, type SagaState, sagas } from './data/sagas.ts';
import { Desk } from './desk.tsx';
import { useExplain } from './explain.ts';
import { Facts } from './facts.tsx';
import { A, paths, useSearch } from './link.tsx';
import {
  BulkProgress,
  Chips,
  ChosenBar,
  itemsOf,
  More,
  moveBetweenRows,
  Tick,
  useAgo,
  useBulk,
  useChoice,
} from './list.tsx';
import { StatusTag } from './order-tags.tsx';
import { useMay } from './person.ts';
import { Railway } from './railway.tsx';
import { lanesOf } from './saga-lanes.ts';
import { Read, RowBones } from './states.tsx';
import { say } from './toast.tsx';
import './order.css';

export function SagasPage() {
  const o = useOffice();
  const { number } = useWords();
  const [search] = useSearch();
  const state: SagaState = search.get('state') === 'open' ? 'open' : 'parked';
  const query = useInfiniteQuery(sagas(state));
  const items = query.data ? itemsOf(query.data) : [];
  const asked = search.get('order');
  const shown = asked ?? items[0]?.orderId;
  return (
    <Desk
      wide
      title={o.sagas.title}
      tools={
        <>
          {state === 'parked' && items.length > 0 && (
            <span className="tag bad">{o.sagas.need(number(items.length))}</span>
          )}
          <span className="small muted only-wide">{o.sagas.lead}</span>
        </>
      }
    >
      <div className="sagas">
        <section className="q" aria-label={o.sagas.list}>
          <div className="filters">
            <Chips
              name="state"
              label={o.sagas.state}
              options={[
                ['parked', o.sagas.parked],
                ['open', o.sagas.open],
              ]}
            />
          </div>
          <Read query={query} bones={<RowBones rows={4} />}>
            {(data) => {
              const rows = itemsOf(data);
              return rows.length === 0 ? (
                <div className="calm">
                  <Icon name="check" />
                  <p>
                    <strong>{state === 'parked' ? o.sagas.calm : o.sagas.calmOpen}</strong>
                  </p>
                  <p className="only-narrow">{state === 'parked' ? o.sagas.calmText : o.sagas.calmOpenText}</p>
                </div>
              ) : (
                <>
                  <Queue rows={rows} shown={shown} state={state} />
                  <More query={query} count={rows.length} />
                </>
              );
            }}
          </Read>
        </section>
        {shown === undefined ? (
          <div className="one only-wide">
            {query.data && (
              <Empty icon="check" title={state === 'parked' ? o.sagas.calm : o.sagas.calmOpen}>
                {state === 'parked' ? o.sagas.calmText : o.sagas.calmOpenText}
              </Empty>
            )}
          </div>
        ) : (
          <One key={shown} orderId={shown} saga={items.find(({ orderId }) => orderId === shown)} />
        )}
      </div>
    </Desk>
  );
}

function Queue({ rows, shown, state }: { rows: readonly Saga[]; shown: string | undefined; state: SagaState }) {
  const o = useOffice();
  const ago = useAgo();
  const may = useMay();
  const choice = useChoice(rows.map(({ orderId }) => orderId));
  const bulk = useBulk(readSagasAgain);
  const choosable = state === 'parked' && may('sagas:retry');
  const retryAll = async () => {
    const ids = [...choice.chosen];
    const failed = await bulk.start(ids, retrySaga);
    choice.set(new Set(failed));
    if (failed.length === 0) say(o.list.doneAll(ids.length));
  };
  return (
    <>
      <ul className="rows" onKeyDown={moveBetweenRows}>
        {rows.map((saga) => (
          <li key={saga.orderId} aria-current={saga.orderId === shown || undefined}>
            {choosable && (
              <Tick
                label={o.list.select(saga.orderNumber)}
                checked={choice.chosen.has(saga.orderId)}
                onChange={() => choice.toggle(saga.orderId)}
              />
            )}
            <A
              href={`${paths.saga(saga.orderId)}${state === 'open' ? '&state=open' : ''}`}
              aria-current={saga.orderId === shown ? 'true' : undefined}
            >
              <span className="row between">
                <strong className="mono">{saga.orderNumber}</strong>
                <span className={`tag ${saga.parked ? 'bad' : ''}`}>{o.orderStatus[saga.status]}</span>
              </span>
              <span className="small">
                {saga.direction === 'BACK' ? o.sagas.backward : o.sagas.forward}
                {saga.reason !== undefined && `. ${o.sagas.reasons[saga.reason] ?? saga.reason}`}
              </span>
              <span className="tiny muted row between">
                <span>{ago(saga.updatedAt)}</span>
                <span>{o.sagas.attempts(saga.attempt)}</span>
              </span>
            </A>
          </li>
        ))}
      </ul>
      <BulkProgress bulk={bulk} nameOf={(id) => rows.find(({ orderId }) => orderId === id)?.orderNumber ?? id} />
      <ChosenBar choice={choice}>
        <button type="button" className="bead sm hot" disabled={bulk.running} onClick={() => void retryAll()}>
          <Icon name="retry" size="s" />
          {o.sagas.retryMany(choice.chosen.size)}
        </button>
      </ChosenBar>
    </>
  );
}

function One({ orderId, saga }: { orderId: string; saga: Saga | undefined }) {
  const o = useOffice();
  const { money } = useWords();
  const may = useMay();
  const explained = useExplain();
  const [, sayAddress] = useSearch();
  const query = useQuery(order(orderId));
  const story = useQuery({ ...facts(orderId, query.data?.version ?? 0), enabled: query.data !== undefined });
  const retry = useChange(
    () => retrySaga(orderId),
    ({ attempt }) => {
      say(o.sagas.retried(attempt));
      // It leaves the list, and stays in sight until somebody goes on.
      sayAddress({ order: orderId });
      void readSagasAgain();
    },
  );
  return (
    <section className="one" aria-label={query.data ? o.order.title(query.data.orderNumber) : o.frame.loading}>
      <Read query={query} bones={<Bone height="20rem" />}>
        {(shown) => {
          const taken = story.data?.some(({ type }) => type === 'payment.processed');
          const back = story.data?.some(({ type }) => type === 'payment.refunded');
          const zero = { ...shown.total, amount: 0 };
          const reason =
            saga?.reason ?? story.data?.findLast(({ type }) => type === 'order.parked')?.details?.['reason'];
          return (
            <>
              <div className="hd2">
                <div className="stack tight">
                  <h2>{o.order.title(shown.orderNumber)}</h2>
                  <p className="row wrap">
                    <StatusTag order={shown} />
                    <span className="muted">
                      {shown.saga.direction === 'BACK' ? o.sagas.backward : o.sagas.forward},{' '}
                      {o.sagas.attempts(shown.saga.attempt)}
                    </span>
                  </p>
                </div>
                <dl className="money">
                  <div>
                    <dt>{o.order.captured}</dt>
                    <dd>{money(taken ? shown.total : zero)}</dd>
                  </div>
                  <div>
                    <dt>{o.order.refunded}</dt>
                    <dd>{money(back ? shown.total : zero)}</dd>
                  </div>
                </dl>
              </div>
              {story.data && <Railway lanes={lanesOf(shown.saga, story.data)} />}
              {shown.saga.parked && (
                <div className="act">
                  <div className="plate">
                    <h3>{o.sagas.what}</h3>
                    <ol>
                      <li>
                        <span>{o.sagas.steps.start(shown.saga.attempt + 1)}</span>
                      </li>
                      <li>
                        <span>{o.sagas.steps[shown.saga.direction]}</span>
                      </li>
                      <li>
                        <span>{o.sagas.steps.ask}</span>
                      </li>
                      <li>
                        <span>{o.sagas.steps.tell}</span>
                      </li>
                    </ol>
                    {retry.error && (
                      <div role="alert">
                        <Note tone="bad" icon="warn">
                          <strong>{explained(retry.error).title}</strong>
                        </Note>
                      </div>
                    )}
                    <div className="row wrap">
                      {may('sagas:retry') && (
                        <button
                          type="button"
                          className="bead hot"
                          disabled={retry.isPending}
                          onClick={() => retry.mutate()}
                        >
                          <Icon name="retry" size="s" />
                          {o.sagas.retry}
                        </button>
                      )}
                      <A className="bead" href={paths.order(orderId)}>
                        {o.sagas.seeOrder}
                      </A>
                    </div>
                  </div>
                  <div className="plate">
                    <h3>{o.sagas.why}</h3>
                    <Note tone="bad" icon="warn">
                      <strong className="mono">{typeof reason === 'string' ? reason : o.sagas.noReason}</strong>
                      {typeof reason === 'string' && o.sagas.reasons[reason] && <p>{o.sagas.reasons[reason]}</p>}
                    </Note>
                  </div>
                </div>
              )}
              {!shown.saga.parked && (
                <div className="row">
                  <A className="bead" href={paths.order(orderId)}>
                    {o.sagas.seeOrder}
                  </A>
                </div>
              )}
              <div className="stack">
                <h3>{o.order.facts}</h3>
                {story.data ? <Facts entries={story.data} money={money} /> : <RowBones rows={4} />}
              </div>
            </>
          );
        }}
      </Read>
    </section>
  );
}
