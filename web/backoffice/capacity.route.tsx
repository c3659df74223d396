import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { Field, type Sending } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { vars } from '../kit/print.tsx';
import { Empty, Note } from '../kit/states.tsx';
import { Refused } from '../shop/client.ts';
import { useMaking } from '../words/making.ts';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { useChange } from './change.ts';
import { capacity, changeDay, type DayChange, type MachineDay, readCapacityAgain } from './data/capacity.ts';
import { Desk } from './desk.tsx';
import { isStale } from './explain.ts';
import { useKept } from './kept.ts';
import { useSearch } from './link.tsx';
import { useMakingExplain } from './making-explain.ts';
import { Read, RowBones } from './states.tsx';
import { say } from './toast.tsx';
import './capacity.css';

const DAY_MS = 86_400_000;
/** Days that are shown at once. */
const SHOWN = 7;

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

const isDay = (text: string | null): text is string => /^\d{4}-\d\d-\d\d$/.test(text ?? '');

export function CapacityPage() {
  const m = useMaking();
  const [search, sayAddress] = useSearch();
  const asked = search.get('from');
  const today = new Date().toISOString().slice(0, 10);
  const from = isDay(asked) ? asked : today;
  const query = useQuery(capacity(from, dayAfter(from, SHOWN - 1)));
  const [open, setOpen] = useState<MachineDay>();
  const go = (day: string) => sayAddress({ from: day === today ? undefined : day });
  return (
    <Desk
      title={m.capacity.title}
      tools={
        <div className="row push pager">
          <button
            type="button"
            className="bead sm round"
            aria-label={m.capacity.earlier}
            onClick={() => go(dayAfter(from, -SHOWN))}
          >
            <Icon name="back" size="s" />
          </button>
          <button type="button" className="bead sm" onClick={() => go(today)}>
            {m.capacity.today}
          </button>
          <button
            type="button"
            className="bead sm round"
            aria-label={m.capacity.later}
            onClick={() => go(dayAfter(from, SHOWN))}
          >
            <Icon name="arrow" size="s" />
          </button>
        </div>
      }
    >
      {query.error instanceof Refused && query.error.code === 'no-price-rules' ? (
        <Empty icon="ruler" title={m.capacity.empty}>
          {m.capacity.emptyText}
        </Empty>
      ) : (
        <Read query={query} bones={<RowBones rows={4} />}>
          {(days) => <Load days={days} onOpen={setOpen} />}
        </Read>
      )}
      {open && <DayDialog key={`${open.machineId} ${open.date}`} first={open} onClose={() => setOpen(undefined)} />}
    </Desk>
  );
}

/** A row for each machine, a column for each day. */
function Load({ days, onOpen }: { days: readonly MachineDay[]; onOpen: (day: MachineDay) => void }) {
  const m = useMaking();
  const { locale, number } = useWords();
  const dates = [...new Set(days.map(({ date }) => date))];
  const machines = new Map(days.map(({ machineId, name }) => [machineId, name]));
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  const written = (date: string) => format.format(new Date(`${date}T00:00:00Z`));
  return (
    <div className="table load" role="region" aria-label={m.capacity.title} tabIndex={0}>
      <table>
        <caption className="sr">{m.capacity.title}</caption>
        <thead>
          <tr>
            <th scope="col">{m.capacity.machine}</th>
            {dates.map((date) => (
              <th key={date} scope="col">
                {written(date)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...machines].map(([machineId, name]) => (
            <tr key={machineId}>
              <th scope="row">
                {name}
                <span className="sub mono">{machineId}</span>
              </th>
              {dates.map((date) => {
                const day = days.find((one) => one.machineId === machineId && one.date === date);
                if (!day) return <td key={date}>–</td>;
                const part = day.hours > 0 ? Math.min(100, Math.round((100 * day.bookedHours) / day.hours)) : 100;
                return (
                  <td key={date} data-closed={day.closed || undefined}>
                    <button type="button" onClick={() => onOpen(day)}>
                      <span className="sr">{m.capacity.change(name, written(date))}: </span>
                      <span>{m.capacity.load(number(day.bookedHours), number(day.hours))}</span>
                      <span className="bar" style={vars({ '--c': part >= 90 ? 'var(--wait)' : 'var(--good)' })}>
                        <i style={vars({ '--v': `${part}%` })} />
                      </span>
                      <span className="tiny muted">
                        {day.closed ? m.capacity.closed : m.capacity.left(number(day.leftHours))}
                      </span>
                    </button>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Typed {
  readonly hours: string;
  readonly reason: string;
}

const MOST_HOURS = 24;

/** One day of one machine: other hours, or none that may still be booked. */
function DayDialog({ first, onClose }: { first: MachineDay; onClose: () => void }) {
  const m = useMaking();
  const o = useOffice();
  const { day, number } = useWords();
  const explained = useMakingExplain();
  const [kept, keep, forget] = useKept<Typed>(`day-${first.machineId}-${first.date}`);
  const typed = kept ?? { hours: String(first.hours), reason: '' };
  const set = (change: Partial<Typed>) => keep({ ...typed, ...change });
  const [wrong, setWrong] = useState<{ hours?: string; reason?: string }>({});
  const change = useChange(
    async (body: DayChange) => {
      try {
        return await changeDay(first, body);
      } finally {
        void readCapacityAgain();
      }
    },
    () => {
      forget();
      say(m.capacity.saved);
      onClose();
    },
  );
  const send = (closes: boolean) => {
    const reason = typed.reason.trim();
    const hours = Number(typed.hours.trim().replace(',', '.'));
    const good = closes || (typed.hours.trim() !== '' && hours >= 0 && hours <= MOST_HOURS);
    setWrong({
      ...(reason ? {} : { reason: m.capacity.mustReason }),
      ...(good ? {} : { hours: m.capacity.mustHours }),
    });
    if (reason && good && !change.isPending) change.mutate(closes ? { closed: true, reason } : { hours, reason });
  };
  const { error } = change;
  return (
    <Dialog
      side="end"
      open
      onClose={onClose}
      title={m.capacity.change(first.name, day(first.date))}
      close={o.frame.close}
    >
      <form
        className="stack"
        noValidate
        onSubmit={(event: Sending) => {
          event.preventDefault();
          send(false);
        }}
      >
        <p className="muted">
          {m.capacity.load(number(first.bookedHours), number(first.hours))},{' '}
          {first.closed ? m.capacity.closed : m.capacity.left(number(first.leftHours))}
          {first.reason && `. ${m.capacity.last(first.reason)}`}
        </p>
        {error && (
          <div role="alert">
            <Note tone={isStale(error) ? 'wait' : 'bad'} icon={isStale(error) ? 'people' : 'warn'}>
              <p>{isStale(error) ? m.capacity.stale : explained(error).title}</p>
            </Note>
          </div>
        )}
        <Field
          label={m.capacity.hours}
          name="hours"
          inputMode="decimal"
          value={typed.hours}
          error={wrong.hours}
          onChange={({ target }) => set({ hours: target.value })}
        />
        <Field
          label={m.capacity.reason}
          name="reason"
          maxLength={200}
          value={typed.reason}
          error={wrong.reason}
          onChange={({ target }) => set({ reason: target.value })}
        />
        <div className="row wrap">
          <button type="submit" className="bead hot" disabled={change.isPending}>
            {m.capacity.open}
          </button>
          {!first.closed && (
            <button type="button" className="bead danger" disabled={change.isPending} onClick={() => send(true)}>
              {m.capacity.close}
            </button>
          )}
        </div>
        <p className="small muted">{m.capacity.closeText}</p>
      </form>
    </Dialog>
  );
}
