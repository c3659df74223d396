import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { Field, Select, type Sending } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { Bone, Note } from '../kit/states.tsx';
import { pictureOf, product } from '../shop/catalog.ts';
import { choiceOf, plainName } from '../shop/choice.ts';
import { useMaking } from '../words/making.ts';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { useChange } from './change.ts';
import {
  type Move,
  moveOrder,
  nextOf,
  onTrack,
  type ProductionStatus,
  readTrackAgain,
  TRACK,
  warnings,
} from './data/production.ts';
import type { AdminOrder } from './data/shapes.ts';
import { Desk } from './desk.tsx';
import { isStale } from './explain.ts';
import { useKept } from './kept.ts';
import { A, paths, useSearch } from './link.tsx';
import { Find, itemsOf } from './list.tsx';
import { useMakingExplain } from './making-explain.ts';
import { useMay } from './person.ts';
import { Thumb } from './quotes.route.tsx';
import { Broken } from './states.tsx';
import { say } from './toast.tsx';
import { matches } from './words-match.ts';
import './quotes.css';
import './board.css';

/** Columns of the board; what was delivered has left it. */
const COLUMNS = TRACK.slice(0, -1);

const isStatus = (text: string | null): text is ProductionStatus => COLUMNS.some((status) => status === text);

export function BoardPage() {
  const m = useMaking();
  const { number } = useWords();
  const [search, sayAddress] = useSearch();
  const asked = search.get('phase');
  const phase: ProductionStatus = isStatus(asked) ? asked : 'RECEIVED';
  const late = search.get('late') === 'true';
  const hand = useHand();
  const forgotten = useQuery(warnings());
  const count = forgotten.data?.items.filter(({ code }) => code === 'production-late').length ?? 0;
  return (
    <Desk
      title={m.board.title}
      wide
      tools={
        <>
          <div className="chips" role="group" aria-label={m.board.title}>
            <button type="button" className="chip" aria-pressed={!late} onClick={() => sayAddress({ late: undefined })}>
              {m.board.all}
            </button>
            <button type="button" className="chip" aria-pressed={late} onClick={() => sayAddress({ late: 'true' })}>
              {m.board.late} {count > 0 && number(count)}
            </button>
          </div>
          <Find label={m.board.find} />
        </>
      }
    >
      <div className="phases" role="group" aria-label={m.board.phases}>
        {COLUMNS.map((status) => (
          <button
            key={status}
            type="button"
            className="chip"
            aria-pressed={status === phase}
            onClick={() => sayAddress({ phase: status })}
          >
            {m.board.status[status]}
          </button>
        ))}
      </div>
      <p className="sr">{m.board.keys}</p>
      <div className="board" onKeyDown={moveBetweenCards}>
        {COLUMNS.map((status) => (
          <Column
            key={status}
            status={status}
            shown={status === phase}
            late={late}
            text={search.get('q') ?? ''}
            hand={hand}
          />
        ))}
      </div>
    </Desk>
  );
}

/** A card that is dragged: where it came from, and where it was let go. Keys do the same by the buttons of the card. */
interface Hand {
  readonly from: ProductionStatus | undefined;
  take(from: ProductionStatus): void;
  letGo(to: ProductionStatus): void;
  /** Ends it. Out: the column that it was let go in; none where it was beside the board. */
  end(): ProductionStatus | undefined;
}

function useHand(): Hand {
  const [from, setFrom] = useState<ProductionStatus>();
  const to = useRef<ProductionStatus>(undefined);
  return {
    from,
    take: (status) => {
      to.current = undefined;
      setFrom(status);
    },
    letGo: (status) => {
      to.current = status;
    },
    end: () => {
      setFrom(undefined);
      return to.current;
    },
  };
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
const ACROSS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** Moves the focus to the card below or above, or into the column beside. */
function moveBetweenCards(event: KeyboardEvent<HTMLElement>): void {
  if (!(event.target instanceof HTMLElement) || event.metaKey || event.ctrlKey) return;
  const card = event.target.closest('.job');
  const column = card?.closest('.col');
  if (!card || !column) return;
  const step = STEPS[event.key];
  const across = ACROSS[event.key];
  const columns = [...document.querySelectorAll('.board .col')];
  let next: Element | null | undefined;
  if (step !== undefined) next = step > 0 ? card.nextElementSibling : card.previousElementSibling;
  if (across !== undefined) {
    const rest =
      across > 0 ? columns.slice(columns.indexOf(column) + 1) : columns.slice(0, columns.indexOf(column)).toReversed();
    next = rest.map((one) => one.querySelector('.job')).find((found) => found !== null);
  }
  const place = next?.querySelector<HTMLElement>('.to-next, a, button');
  if (!place) return;
  event.preventDefault();
  place.focus();
}

function Column({
  status,
  shown,
  late,
  text,
  hand,
}: {
  status: ProductionStatus;
  shown: boolean;
  late: boolean;
  text: string;
  hand: Hand;
}) {
  const m = useMaking();
  const o = useOffice();
  const { number } = useWords();
  const query = useInfiniteQuery(onTrack(status));
  const rows = query.data ? itemsOf(query.data) : undefined;
  const jobs = rows?.filter(
    (order) =>
      (!late || order.production?.late) &&
      matches([order.orderNumber, order.shippingAddress.name, ...order.items.map(({ name }) => name)].join(' '), text),
  );
  const [over, setOver] = useState(false);
  const takes = hand.from !== undefined && hand.from !== status;
  return (
    <section
      className={`col ${shown ? 'show' : ''}`}
      aria-label={m.board.status[status]}
      onDragOver={(event) => {
        if (!takes) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={({ currentTarget, relatedTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        hand.letGo(status);
      }}
    >
      <header>
        <h2>{m.board.status[status]}</h2>
        <span className={`tag ${rows?.some(({ production }) => production?.late) ? 'bad' : ''}`}>
          {rows ? number(rows.length) + (query.hasNextPage ? '+' : '') : '…'}
        </span>
      </header>
      {query.isError && !rows ? (
        <Broken error={query.error} again={() => void query.refetch()} />
      ) : jobs ? (
        <ul>
          {takes && over && <li className="slot">{m.board.drop(m.board.status[status])}</li>}
          {jobs.map((order) => (
            <Job key={order.id} order={order} status={status} hand={hand} />
          ))}
          {jobs.length === 0 && !(takes && over) && <li className="nothing">{m.board.emptyColumn}</li>}
        </ul>
      ) : (
        <div className="stack" aria-busy="true">
          <Bone height="7rem" />
          <Bone height="7rem" />
        </div>
      )}
      {query.hasNextPage && (
        <button type="button" className="bead sm" onClick={() => void query.fetchNextPage()}>
          {o.frame.older}
        </button>
      )}
    </section>
  );
}

function Job({ order, status, hand }: { order: AdminOrder; status: ProductionStatus; hand: Hand }) {
  const m = useMaking();
  const { t, moment } = useWords();
  const may = useMay();
  const [dialog, setDialog] = useState<{ readonly to?: ProductionStatus }>();
  const [lifted, setLifted] = useState(false);
  const explained = useMakingExplain();
  const move = useMove(order);
  const next = nextOf(status);
  const [print] = order.prints ?? [];
  const [first] = order.items;
  const { production } = order;
  const count = order.items.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <li
      className={`job ${lifted ? 'lift' : ''}`}
      draggable={may('orders:write') && !move.isPending}
      onDragStart={({ dataTransfer }) => {
        dataTransfer.setData('text/plain', order.orderNumber);
        dataTransfer.effectAllowed = 'move';
        setLifted(true);
        hand.take(status);
      }}
      onDragEnd={() => {
        setLifted(false);
        const to = hand.end();
        if (to === next && next) move.mutate({ status: next });
        else if (to) setDialog({ to });
      }}
    >
      <div className="row">
        {print ? <Thumb url={print.previewUrl} /> : <Goods productId={first?.productId} />}
        <div className="head">
          <A className="mono faint" href={paths.order(order.id)}>
            {order.orderNumber.slice(-5)}
            <span className="sr"> {order.orderNumber}</span>
          </A>
          <p className="tiny muted">{m.board.things(count)}</p>
        </div>
        {may('orders:write') && (
          <button
            type="button"
            className="icon grip"
            aria-label={m.board.elsewhereOf(order.orderNumber)}
            title={m.board.elsewhere}
            onClick={() => setDialog({})}
          >
            <Icon name="menu" size="s" />
          </button>
        )}
      </div>
      <p className="nm">
        <strong>{print?.fileName ?? (first && plainName(first))}</strong>
      </p>
      {!print && first?.config && <p className="tiny muted">{choiceOf(first, t)}</p>}
      {print && (
        <p className="tiny muted">
          {t.values[print.config.material] ?? print.config.material},{' '}
          {t.values[print.config.colour] ?? print.config.colour} · {print.quoted.machineId}
        </p>
      )}
      {production && (
        <p className={`tiny ${production.late ? 'late' : 'muted'}`}>
          <Icon name={production.late ? 'warn' : 'clock'} size="s" />
          {production.dueAt
            ? production.late
              ? m.board.overdue(moment(production.dueAt))
              : m.board.due(moment(production.dueAt))
            : m.board.since(moment(production.since))}
        </p>
      )}
      {move.error && (
        <p className="tiny late" role="alert">
          {isStale(move.error) ? m.board.stale(order.orderNumber) : explained(move.error).title}
        </p>
      )}
      {next && may('orders:write') && (
        <button
          type="button"
          className="bead sm to-next"
          aria-label={m.board.move(order.orderNumber, m.board.status[next])}
          disabled={move.isPending}
          onClick={() => move.mutate({ status: next })}
        >
          {m.board.status[next]}
          <Icon name="arrow" size="s" />
        </button>
      )}
      {dialog && <Elsewhere {...dialog} order={order} status={status} onClose={() => setDialog(undefined)} />}
    </li>
  );
}

/** The picture of goods that are taken from the shelf. */
function Goods({ productId }: { productId: string | undefined }) {
  const { data } = useQuery({ ...product(productId ?? ''), enabled: productId !== undefined });
  const shown = data?.product;
  return (
    <div className="tone th">
      {shown ? (
        <img
          src={shown.images[0]?.url ?? pictureOf(shown.slug, null)}
          alt=""
          width={64}
          height={64}
          loading="lazy"
          onError={({ currentTarget }) => {
            currentTarget.hidden = true;
          }}
        />
      ) : (
        <Icon name="box" />
      )}
    </div>
  );
}

function useMove(order: AdminOrder, onDone?: () => void) {
  const m = useMaking();
  return useChange(
    async (body: Move) => {
      try {
        return await moveOrder(order.id, order.version, body);
      } finally {
        // Whether it was moved here or by somebody else: how it stands now.
        void readTrackAgain();
      }
    },
    (_moved, { status }) => {
      say(m.board.moved(order.orderNumber, m.board.status[status]));
      onDone?.();
    },
  );
}

interface Typed {
  readonly to: ProductionStatus;
  readonly reason: string;
  readonly grams: string;
  readonly minutes: string;
}

const above0 = (text: string): number | undefined => {
  const value = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && Number.isFinite(value) && value > 0 ? value : undefined;
};

/** Any move, with a reason where it is not the next one, and what the prints took. In: where a card was let go. */
function Elsewhere({
  order,
  status,
  to,
  onClose,
}: {
  order: AdminOrder;
  status: ProductionStatus;
  to?: ProductionStatus;
  onClose: () => void;
}) {
  const m = useMaking();
  const o = useOffice();
  const explained = useMakingExplain();
  const next = nextOf(status);
  const [kept, keep, forget] = useKept<Typed>(`move-${order.id}`);
  const before = order.production?.actuals;
  const [letGo, setLetGo] = useState(to);
  const begun = kept ?? {
    to: next ?? status,
    reason: '',
    grams: before ? String(before.grams) : '',
    minutes: before ? String(before.minutes) : '',
  };
  const typed = letGo ? { ...begun, to: letGo } : begun;
  const set = (change: Partial<Typed>) => {
    setLetGo(undefined);
    keep({ ...typed, ...change });
  };
  const [wrong, setWrong] = useState<{ reason?: string; actuals?: string }>({});
  const move = useMove(order, () => {
    forget();
    onClose();
  });
  const forced = typed.to !== next && typed.to !== status;
  const submit = (event: Sending) => {
    event.preventDefault();
    const [grams, minutes] = [above0(typed.grams), above0(typed.minutes)];
    const reason = typed.reason.trim();
    const some = typed.grams.trim() !== '' || typed.minutes.trim() !== '';
    const faults = {
      ...(forced && !reason ? { reason: m.board.mustReason } : {}),
      ...(some && (grams === undefined || minutes === undefined) ? { actuals: m.board.actualsBoth } : {}),
    };
    setWrong(faults);
    if (Object.keys(faults).length > 0 || move.isPending) return;
    move.mutate({
      status: typed.to,
      ...(forced ? { force: true, reason } : {}),
      ...(grams !== undefined && minutes !== undefined ? { actuals: { grams, minutes } } : {}),
    });
  };
  const { error } = move;
  return (
    <Dialog side="end" open onClose={onClose} title={m.board.elsewhereOf(order.orderNumber)} close={o.frame.close}>
      <form className="stack" onSubmit={submit} noValidate>
        {error && (
          <div role="alert">
            <Note tone={isStale(error) ? 'wait' : 'bad'} icon={isStale(error) ? 'people' : 'warn'}>
              <p>{isStale(error) ? m.board.stale(order.orderNumber) : explained(error).title}</p>
            </Note>
          </div>
        )}
        <Select
          label={m.board.to}
          name="to"
          value={typed.to}
          onChange={({ target }) => set({ to: target.value as ProductionStatus })}
        >
          {TRACK.map((one) => (
            <option key={one} value={one}>
              {m.board.status[one]}
            </option>
          ))}
        </Select>
        {forced && (
          <Field
            label={m.board.reason}
            name="reason"
            maxLength={500}
            value={typed.reason}
            hint={m.board.forceText}
            error={wrong.reason}
            onChange={({ target }) => set({ reason: target.value })}
          />
        )}
        {order.prints && order.prints.length > 0 && (
          <fieldset className="stack tight">
            <legend className="label">{m.board.actuals}</legend>
            <p className="small muted">{m.board.actualsText}</p>
            <Field
              label={m.board.grams}
              name="grams"
              inputMode="decimal"
              value={typed.grams}
              error={wrong.actuals}
              onChange={({ target }) => set({ grams: target.value })}
            />
            <Field
              label={m.board.minutes}
              name="minutes"
              inputMode="decimal"
              value={typed.minutes}
              onChange={({ target }) => set({ minutes: target.value })}
            />
          </fieldset>
        )}
        <button type="submit" className="bead hot" disabled={move.isPending}>
          {m.board.force}
        </button>
      </form>
    </Dialog>
  );
}
