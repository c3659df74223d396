import { type ComponentProps, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Icon } from '../kit/icon.tsx';
import { vars } from '../kit/print.tsx';
import { Empty, Note } from '../kit/states.tsx';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { useExplain } from './explain.ts';
import { useSearch } from './link.tsx';
import { Read, RowBones } from './states.tsx';

export interface Column<Row> {
  readonly name: string;
  readonly head: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  /** Left out on a phone. */
  readonly wide?: boolean;
  /** Numbers stand at the end. */
  readonly end?: boolean;
}

export interface Choice {
  readonly chosen: ReadonlySet<string>;
  readonly set: (chosen: ReadonlySet<string>) => void;
  readonly toggle: (id: string) => void;
}

/** What is chosen of a list; what is not shown any more is not chosen either. */
export function useChoice(ids: readonly string[]): Choice {
  const [chosen, set] = useState<ReadonlySet<string>>(new Set());
  const shown = new Set(ids);
  const toggle = (id: string) =>
    set((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  return { chosen: new Set([...chosen].filter((id) => shown.has(id))), set, toggle };
}

/** A table whose rows lead somewhere: arrows move between them, and the browser's own keys do the rest. */
export function Table<Row>({
  caption,
  rows,
  columns,
  idOf,
  nameOf,
  choice,
  choosable = () => true,
}: {
  caption: string;
  rows: readonly Row[];
  /** The first one names the row and holds its link. */
  columns: readonly Column<Row>[];
  idOf: (row: Row) => string;
  nameOf: (row: Row) => string;
  choice?: Choice | undefined;
  /** Whether something can be done with a row together with others. */
  choosable?: (row: Row) => boolean;
}) {
  const o = useOffice();
  const ids = rows.filter(choosable).map(idOf);
  const all = choice !== undefined && ids.length > 0 && ids.every((id) => choice.chosen.has(id));
  const some = choice !== undefined && !all && ids.some((id) => choice.chosen.has(id));
  return (
    <div className="table">
      <table onKeyDown={moveBetweenRows}>
        <caption className="sr">
          {caption}. {o.list.keys}
        </caption>
        <thead>
          <tr>
            {choice && (
              <th className="choose" scope="col">
                <Tick
                  label={o.list.selectAll}
                  checked={all}
                  some={some}
                  onChange={() => choice.set(all ? new Set() : new Set(ids))}
                />
              </th>
            )}
            {columns.map(({ name, head, wide, end }) => (
              <th key={name} scope="col" className={`${wide ? 'wide' : ''} ${end ? 'end' : ''}`}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const id = idOf(row);
            return (
              <tr key={id} data-chosen={choice?.chosen.has(id) || undefined}>
                {choice && (
                  <td className="choose">
                    {choosable(row) && (
                      <Tick
                        label={o.list.select(nameOf(row))}
                        checked={choice.chosen.has(id)}
                        onChange={() => choice.toggle(id)}
                      />
                    )}
                  </td>
                )}
                {columns.map(({ name, cell, wide, end }, index) =>
                  index === 0 ? (
                    <th key={name} scope="row">
                      {cell(row)}
                    </th>
                  ) : (
                    <td key={name} className={`${wide ? 'wide' : ''} ${end ? 'end' : ''}`}>
                      {cell(row)}
                    </td>
                  ),
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

export function Tick({
  label,
  checked,
  some = false,
  onChange,
}: {
  label: string;
  checked: boolean;
  some?: boolean;
  onChange: () => void;
}) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = some;
  }, [some]);
  return (
    <label className="tick check">
      <span className="sr">{label}</span>
      <input ref={box} type="checkbox" checked={checked} onChange={onChange} />
    </label>
  );
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

/** Moves the focus to the same place of the next row, or of the one before. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined || !(event.target instanceof HTMLElement) || event.metaKey || event.ctrlKey) return;
  if (event.target.matches('input:not([type=checkbox]), select, textarea')) return;
  const row = event.target.closest('tbody tr, .rows > li');
  if (!row) return;
  const places = (within: Element) => [...within.querySelectorAll<HTMLElement>('a[href], button, input')];
  const at = places(row).indexOf(event.target);
  const next = step > 0 ? row.nextElementSibling : row.previousElementSibling;
  if (!next) return;
  const there = places(next);
  event.preventDefault();
  (there[at] ?? there[0])?.focus();
}

interface Pages<Page> {
  readonly data?: { readonly pages: readonly Page[] } | undefined;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly isFetchNextPageError: boolean;
  readonly fetchNextPage: () => unknown;
}

/** Rows that fill a screen, and pages that are read for them without being asked. */
const ENOUGH = 10;
const MOST_PAGES = 12;

/**
 * Reads on where a filter left too little of the pages so far: a page may be short while there is a next one. In: the list and
 * how much of it is shown. Out: whether more is on its way.
 */
function useReadOn<Page>(query: Pages<Page>, count: number): boolean {
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const pages = data?.pages.length ?? 0;
  const wanted = hasNextPage && !isFetchNextPageError && count < ENOUGH && pages < MOST_PAGES;
  useEffect(() => {
    if (wanted && !isFetchingNextPage) void fetchNextPage();
  }, [wanted, isFetchingNextPage, fetchNextPage]);
  return wanted;
}

/** Everything that was read of a list so far. */
export const itemsOf = <Item,>({ pages }: { readonly pages: readonly { readonly items: readonly Item[] }[] }): Item[] =>
  pages.flatMap(({ items }) => items);

/** What is below a list: how much is shown, and the way to more of it. */
export function More<Page>({ query, count }: { query: Pages<Page>; count: number }) {
  const o = useOffice();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useReadOn(query, count);
  return (
    <div className="more">
      <p className="small muted" role="status">
        {isFetchingNextPage ? o.frame.reloading : o.list.shown(count, hasNextPage)}
      </p>
      {hasNextPage && (
        <button type="button" className="bead sm" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {o.frame.older}
        </button>
      )}
    </div>
  );
}

/** A list whose filters leave nothing of it; where there is more to read, the way on. */
export function NothingHere<Page>({ query, onClear }: { query: Pages<Page>; onClear: () => void }) {
  const o = useOffice();
  if (useReadOn(query, 0)) return <RowBones rows={4} />;
  return (
    <Empty
      icon="search"
      title={o.list.nothing}
      action={
        <>
          {query.hasNextPage && (
            <button
              type="button"
              className="bead ink"
              disabled={query.isFetchingNextPage}
              onClick={() => void query.fetchNextPage()}
            >
              {query.isFetchingNextPage ? o.frame.reloading : o.list.lookFurther}
            </button>
          )}
          <button type="button" className="bead" onClick={onClear}>
            {o.list.clear}
          </button>
        </>
      }
    >
      {query.hasNextPage ? o.list.looked : o.list.nothingText}
    </Empty>
  );
}

interface ListQuery<Row> extends Pages<{ readonly items: readonly Row[] }> {
  readonly data: { readonly pages: readonly { readonly items: readonly Row[] }[] } | undefined;
  readonly error: unknown;
  readonly isError: boolean;
  readonly dataUpdatedAt: number;
  readonly refetch: () => unknown;
}

/** A list that the API narrows, as a table: its skeleton before, the way to more of it, and what is said where there is nothing. */
export function ListTable<Row>({
  query,
  narrowed,
  onClear,
  empty,
  ...table
}: Omit<ComponentProps<typeof Table<Row>>, 'rows'> & {
  query: ListQuery<Row>;
  /** Whether filters are on. */
  narrowed: boolean;
  onClear: () => void;
  /** Instead of a list that has nothing without filters either. */
  empty: ReactNode;
}) {
  return (
    <Read query={query} bones={<RowBones />}>
      {(data) => {
        const rows = itemsOf(data);
        if (rows.length === 0) return narrowed ? <NothingHere query={query} onClear={onClear} /> : empty;
        return (
          <>
            <Table {...table} rows={rows} />
            <More query={query} count={rows.length} />
          </>
        );
      }}
    </Read>
  );
}

/** After this long without a key the address and the list follow what was typed, in milliseconds. */
const TYPED_MS = 250;

/** The search of a list; the address keeps it. */
export function Find({ label, name = 'q' }: { label: string; name?: string }) {
  const [search, say] = useSearch();
  const asked = search.get(name) ?? '';
  const [typed, setTyped] = useState(asked);
  const sent = useRef(asked);
  useEffect(() => {
    if (asked === sent.current) return;
    sent.current = asked;
    setTyped(asked);
  }, [asked]);
  useEffect(() => {
    if (typed === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = typed.trim();
      say({ [name]: typed.trim() });
    }, TYPED_MS);
    return () => clearTimeout(timer);
  });
  return (
    <div className="find" role="search">
      <Icon name="search" />
      <label className="row">
        <span className="sr">{label}</span>
        <input
          type="search"
          placeholder={label}
          value={typed}
          enterKeyHint="search"
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      <span className="kbd only-wide" aria-hidden="true">
        /
      </span>
    </div>
  );
}

/** A few choices of which one counts; the address keeps it. */
export function Chips({
  name,
  label,
  all,
  options,
}: {
  name: string;
  label: string;
  /** What no choice is called; without it the first option is none. */
  all?: string;
  options: readonly (readonly [value: string, text: string])[];
}) {
  const [search, say] = useSearch();
  const now = search.get(name) ?? '';
  const choices = all === undefined ? options : [['', all] as const, ...options];
  const isOn = (value: string, index: number) =>
    value === now || (now === '' && index === 0) || (!choices.some(([one]) => one === now) && index === 0);
  return (
    <div className="chips" role="group" aria-label={label}>
      {choices.map(([value, text], index) => (
        <button
          key={value}
          type="button"
          className="chip"
          aria-pressed={isOn(value, index)}
          onClick={() => say({ [name]: index === 0 ? undefined : value })}
        >
          {text}
        </button>
      ))}
    </div>
  );
}

/** One of many, as a list that opens; the address keeps it. */
export function Pick({
  name,
  label,
  all,
  options,
}: {
  name: string;
  label: string;
  all: string;
  options: readonly (readonly [value: string, text: string])[];
}) {
  const [search, say] = useSearch();
  const now = search.get(name) ?? '';
  return (
    <label className={now ? 'chip pick on' : 'chip pick'}>
      <span>{label}</span>
      <select value={now} onChange={({ target }) => say({ [name]: target.value })}>
        <option value="">{all}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}

/** On or off; the address keeps it. */
export function Switch({ name, children }: { name: string; children: ReactNode }) {
  const [search, say] = useSearch();
  const on = search.get(name) === 'true';
  return (
    <button type="button" className="chip" aria-pressed={on} onClick={() => say({ [name]: on ? undefined : 'true' })}>
      {children}
    </button>
  );
}

export interface Bulk {
  readonly running: boolean;
  readonly done: number;
  readonly total: number;
  readonly failures: readonly { readonly id: string; readonly error: unknown }[];
  readonly start: (ids: readonly string[], work: (id: string) => Promise<unknown>) => Promise<readonly string[]>;
}

const IDLE = { running: false, done: 0, total: 0, failures: [] } as const;

/** Does the same to many things, one after the other: what did not work with one stops none of the others. */
export function useBulk(onEnd: () => unknown): Bulk {
  const [state, set] = useState<Omit<Bulk, 'start'>>(IDLE);
  const start: Bulk['start'] = async (ids, work) => {
    const failures: { id: string; error: unknown }[] = [];
    for (const [done, id] of ids.entries()) {
      set({ running: true, done, total: ids.length, failures: [...failures] });
      try {
        await work(id);
      } catch (error) {
        failures.push({ id, error });
      }
    }
    await onEnd();
    set({ running: false, done: ids.length, total: ids.length, failures });
    return failures.map(({ id }) => id);
  };
  return { ...state, start };
}

/** How far a bulk action is, and what did not work. */
export function BulkProgress({ bulk, nameOf }: { bulk: Bulk; nameOf: (id: string) => string }) {
  const o = useOffice();
  const explained = useExplain();
  const { running, done, total, failures } = bulk;
  if (total === 0) return null;
  if (!running && failures.length === 0) return null;
  return (
    <div className="bulk-progress" role="status">
      {running && (
        <>
          <div
            className="bar"
            role="progressbar"
            aria-valuemin={0}
            aria-valuemax={total}
            aria-valuenow={done}
            aria-label={o.list.progress(done, total)}
          >
            <i style={vars({ '--v': `${(100 * done) / total}%` })} />
          </div>
          <span className="small">{o.list.progress(done, total)}</span>
        </>
      )}
      {!running && (
        <Note tone="bad" icon="warn">
          <strong>{o.list.failedSome(failures.length)}</strong>
          {failures.map(({ id, error }) => (
            <p key={id}>
              {nameOf(id)}: {explained(error).title}
            </p>
          ))}
        </Note>
      )}
    </div>
  );
}

/** What can be done with what is chosen; it stays in sight. */
export function ChosenBar({ choice, children }: { choice: Choice; children: ReactNode }) {
  const o = useOffice();
  if (choice.chosen.size === 0) return null;
  return (
    <div className="chosen-bar" role="region" aria-label={o.list.chosen(choice.chosen.size)}>
      <strong>{o.list.chosen(choice.chosen.size)}</strong>
      {children}
      <button type="button" className="bead sm bare" onClick={() => choice.set(new Set())}>
        {o.list.none}
      </button>
    </div>
  );
}

/** How long ago a moment was, in the page's language. */
export function useAgo(): (iso: string) => string {
  const { locale } = useWords();
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  return (iso) => {
    const seconds = (new Date(iso).getTime() - Date.now()) / 1000;
    for (const [unit, length] of UNITS) {
      if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
    }
    return format.format(0, 'minute');
  };
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;
