import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Field, type Sending, TextArea } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { ModelImage } from '../kit/model-image.tsx';
import { Empty, Note } from '../kit/states.tsx';
import { useMaking } from '../words/making.ts';
import { usePrint } from '../words/print.ts';
import { useWords } from '../words/words.tsx';
import { useChange } from './change.ts';
import { type Decision, decide, fileLink, model, pendingQuotes, type Quote, readQuotesAgain } from './data/quotes.ts';
import { Desk } from './desk.tsx';
import { isStale } from './explain.ts';
import { useKept } from './kept.ts';
import { useSearch } from './link.tsx';
import { itemsOf, More } from './list.tsx';
import { useMakingExplain } from './making-explain.ts';
import { useMay } from './person.ts';
import { amountOf } from './product-form.ts';
import { Read, RowBones } from './states.tsx';
import { say } from './toast.tsx';
import './quotes.css';

export function QuotesPage() {
  const m = useMaking();
  const { number } = useWords();
  const query = useInfiniteQuery(pendingQuotes());
  const [search, sayAddress] = useSearch();
  const rows = query.data ? itemsOf(query.data) : [];
  const at = Math.max(
    0,
    rows.findIndex(({ id }) => id === search.get('quote')),
  );
  const go = (step: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
    if (next) sayAddress({ quote: next.id });
  };
  useKeys({ j: () => go(1), k: () => go(-1) });
  const chosen = rows[at];
  return (
    <Desk
      title={m.quotes.title}
      wide
      tools={
        rows.length > 0 && (
          <>
            <span className="tag hot">{m.quotes.waiting(number(rows.length) + (query.hasNextPage ? '+' : ''))}</span>
            <span className="small muted only-wide">{m.quotes.promised}</span>
            <div className="row push pager">
              <span className="small muted">{m.quotes.at(number(at + 1), number(rows.length))}</span>
              <button
                type="button"
                className="bead sm round"
                aria-label={m.quotes.previous}
                disabled={at === 0}
                onClick={() => go(-1)}
              >
                <Icon name="back" size="s" />
              </button>
              <button
                type="button"
                className="bead sm round"
                aria-label={m.quotes.next}
                disabled={at >= rows.length - 1}
                onClick={() => go(1)}
              >
                <Icon name="arrow" size="s" />
              </button>
            </div>
          </>
        )
      }
    >
      <Read query={query} bones={<RowBones rows={6} />}>
        {() =>
          chosen ? (
            <div className="tri">
              <nav className="q" aria-label={m.quotes.queue}>
                <ul>
                  {rows.map((quote) => (
                    <Row
                      key={quote.id}
                      quote={quote}
                      current={quote.id === chosen.id}
                      onChoose={() => sayAddress({ quote: quote.id })}
                    />
                  ))}
                </ul>
                <More query={query} count={rows.length} />
              </nav>
              <Model key={`model ${chosen.id}`} quote={chosen} />
              <Decide key={`decide ${chosen.id}`} quote={chosen} />
            </div>
          ) : (
            <Empty icon="check" title={m.quotes.empty}>
              {m.quotes.emptyText}
            </Empty>
          )
        }
      </Read>
    </Desk>
  );
}

/** Single keys, where nobody types and no dialog is open. */
function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey) return;
      if (event.target instanceof Element && event.target.closest('input, textarea, select, dialog')) return;
      const act = latest.current[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}

/** What a print will look like. */
export const Thumb = ({ url, alt = '' }: { url: string | undefined; alt?: string }) => (
  <div className="tone th">
    <ModelImage url={url} alt={alt} small />
  </div>
);

const HOUR_MS = 3_600_000;

/** How long ago something was, in its largest unit, as the language writes it. */
function useAge(): (iso: string) => string {
  const { locale } = useWords();
  return (iso) => {
    const hours = (Date.now() - Date.parse(iso)) / HOUR_MS;
    const [value, unit] = hours >= 24 ? [hours / 24, 'day'] : hours >= 1 ? [hours, 'hour'] : [hours * 60, 'minute'];
    return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(Math.floor(value));
  };
}

function Row({ quote, current, onChoose }: { quote: Quote; current: boolean; onChoose: () => void }) {
  const m = useMaking();
  const p = usePrint();
  const { money } = useWords();
  const age = useAge();
  const { fileName, config, suggestion, review, createdAt, customerId, previewUrl } = quote;
  const [why] = review ?? [];
  return (
    <li>
      <button type="button" aria-current={current || undefined} onClick={onChoose}>
        <Thumb url={previewUrl} />
        <span>
          <span className="row between">
            <strong className="cut">{fileName}</strong>
            <span className="small">{suggestion?.price ? money(suggestion.price) : m.quotes.noPrice}</span>
          </span>
          <span className="tiny muted cut">
            {m.quotes.customer(customerId?.slice(-4) ?? '–')}, {m.quotes.pieces(config.quantity)}
          </span>
          <span className="row between">
            <span className="tag wait cut">{why ? (p.review[why.code] ?? why.message) : m.quotes.why}</span>
            <span className="tiny muted">{age(createdAt)}</span>
          </span>
        </span>
      </button>
    </li>
  );
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

function Model({ quote }: { quote: Quote }) {
  const m = useMaking();
  const p = usePrint();
  const { t, number } = useWords();
  const may = useMay();
  const explained = useMakingExplain();
  const query = useQuery(model(quote.uploadId));
  const open = useChange(fileLink, (url) => location.assign(url));
  const { analysis, fileKey } = query.data ?? {};
  const { config, suggestion, review, note } = quote;
  const box = analysis?.boundingBoxMm;
  const named = (id: string) => t.values[id] ?? id;
  const facts: readonly (readonly [string, string])[] = [
    [m.quotes.size, box ? `${[box.x, box.y, box.z].map((side) => number(rounded(side))).join(' × ')} mm` : '–'],
    [m.quotes.volume, analysis?.volumeMm3 ? `${number(rounded(analysis.volumeMm3 / 1000))} cm³` : '–'],
    [m.quotes.triangles, analysis ? number(analysis.triangles) : '–'],
    [
      m.quotes.surface,
      analysis ? `${analysis.watertight ? m.quotes.closed : m.quotes.open}, ${m.quotes.shells(analysis.shells)}` : '–',
    ],
    [m.quotes.unit, config.unit ?? analysis?.unit ?? '–'],
    [m.quotes.machine, suggestion ? `${suggestion.machineId}, ${number(rounded(suggestion.seconds / 3600))} h` : '–'],
    [m.quotes.grams, suggestion ? `${number(rounded(suggestion.grams * config.quantity))} g` : '–'],
    [m.quotes.hash, `${quote.fileSha256.slice(0, 4)}…${quote.fileSha256.slice(-5)}`],
  ];
  return (
    <section className="mid" aria-label={m.quotes.model}>
      <div className="view">
        <ModelImage url={quote.previewUrl} alt={m.quotes.picture(quote.fileName)} />
        {fileKey && may('files:read') && (
          <button
            type="button"
            className="icon"
            aria-label={m.quotes.download}
            title={m.quotes.download}
            disabled={open.isPending}
            onClick={() => open.mutate(fileKey)}
          >
            <Icon name="doc" />
          </button>
        )}
      </div>
      {open.error && (
        <Note tone="bad" icon="warn">
          <p role="alert">{explained(open.error).title}</p>
        </Note>
      )}
      {query.isError && !query.data && (
        <Note tone="wait" icon="warn">
          <p role="alert">{m.quotes.unmeasured}</p>
          <button type="button" className="bead sm" onClick={() => void query.refetch()}>
            {t.frame.again}
          </button>
        </Note>
      )}
      <dl className="kv">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        <strong>{m.quotes.config}:</strong> {m.quotes.pieces(config.quantity)}, {named(config.material)},{' '}
        {named(config.colour)}, {named(config.finish)}
        {config.infill > 0 && `, ${number(config.infill)} %`}
        {config.scale !== 1 && `, × ${number(config.scale)}`}
        {config.rush && `, ${m.quotes.lines['rush'] ?? ''}`}
      </p>
      {review && review.length > 0 && (
        <Note tone="wait" icon="warn">
          <strong>{m.quotes.why}</strong>
          {review.map(({ code, message }) => (
            <p key={code}>{p.review[code] ?? message}</p>
          ))}
        </Note>
      )}
      {note && (
        <Note icon="mail">
          <strong>{m.quotes.note}</strong>
          <p className="as-typed">{note}</p>
        </Note>
      )}
      {analysis && analysis.notes.length > 0 && (
        <Note>
          <strong>{m.quotes.notes}</strong>
          {analysis.notes.map(({ code, message }) => (
            <p key={code}>{p.notes[code] ?? message}</p>
          ))}
        </Note>
      )}
    </section>
  );
}

interface Typed {
  readonly price: string;
  readonly eta: string;
  readonly reason: string;
}

const CENTS = 100;

function Decide({ quote }: { quote: Quote }) {
  const m = useMaking();
  const { money, number } = useWords();
  const explained = useMakingExplain();
  const { suggestion } = quote;
  const currency = suggestion?.price?.currency ?? 'EUR';
  const first: Typed = {
    price: suggestion?.price ? (suggestion.price.amount / CENTS).toFixed(2) : '',
    eta: suggestion?.eta ?? '',
    reason: '',
  };
  const [kept, keep, forget] = useKept<Typed>(`quote-${quote.id}`);
  const typed = kept ?? first;
  const set = (change: Partial<Typed>) => keep({ ...typed, ...change });
  const [wrong, setWrong] = useState<{ price?: string; reason?: string }>({});
  const words = useRef<HTMLDivElement>(null);
  const send = useChange(
    async (body: Decision) => {
      try {
        return await decide(quote.id, quote.version, body);
      } catch (error) {
        // Somebody else was faster: it may be decided already.
        void readQuotesAgain();
        throw error;
      }
    },
    (decided) => {
      forget();
      say(decided.status === 'REJECTED' ? m.quotes.rejected(quote.fileName) : m.quotes.sent(quote.fileName));
    },
  );
  const approve = () => {
    const amount = amountOf(typed.price);
    setWrong(amount === undefined ? { price: m.quotes.mustPrice } : {});
    if (amount === undefined || send.isPending) return;
    // The suggested price keeps its lines; another one is a person's.
    const changed = amount !== suggestion?.price?.amount;
    send.mutate({
      status: 'READY',
      ...(changed ? { price: { amount, currency } } : {}),
      ...(typed.eta ? { eta: typed.eta } : {}),
    });
  };
  const reject = () => {
    const reason = typed.reason.trim();
    setWrong(reason ? {} : { reason: m.quotes.mustReason });
    if (!reason) return words.current?.querySelector('textarea')?.focus();
    if (!send.isPending) send.mutate({ status: 'REJECTED', reason });
  };
  useKeys({ a: approve, r: reject });
  const { error } = send;
  return (
    <form
      className="dec"
      aria-label={m.quotes.decision}
      noValidate
      onSubmit={(event: Sending) => {
        event.preventDefault();
        approve();
      }}
    >
      <div className="body">
        {error && (
          <div role="alert">
            <Note tone={isStale(error) ? 'wait' : 'bad'} icon={isStale(error) ? 'people' : 'warn'}>
              <p>{isStale(error) ? m.quotes.stale : explained(error).title}</p>
            </Note>
          </div>
        )}
        <div className="row between">
          <h2>{m.quotes.price}</h2>
          {suggestion?.price && <span className="tag">{m.quotes.suggested}</span>}
        </div>
        {suggestion && suggestion.breakdown.length > 0 && (
          <dl className="sums">
            {suggestion.breakdown.map(({ code, label, amount }) => (
              <div key={code} className="line">
                <dt className="sub">{m.quotes.lines[code] ?? label}</dt>
                <dd className="num">{money(amount)}</dd>
              </div>
            ))}
          </dl>
        )}
        <Field
          label={`${m.quotes.together}, ${currency}`}
          name="price"
          inputMode="decimal"
          autoComplete="off"
          className="together"
          value={typed.price}
          error={wrong.price}
          hint={suggestion?.error.percent === undefined ? undefined : m.quotes.error(number(suggestion.error.percent))}
          onChange={({ target }) => set({ price: target.value })}
        />
        <Field
          label={m.quotes.eta}
          name="eta"
          type="date"
          value={typed.eta}
          onChange={({ target }) => set({ eta: target.value })}
        />
        <div ref={words}>
          <TextArea
            label={m.quotes.reason}
            name="reason"
            rows={4}
            maxLength={500}
            placeholder={m.quotes.reasonHint}
            value={typed.reason}
            error={wrong.reason}
            onChange={({ target }) => set({ reason: target.value })}
          />
        </div>
      </div>
      <div className="acts">
        <button type="submit" className="bead hot" disabled={send.isPending}>
          {m.quotes.send}
          <span className="kbd only-wide" aria-hidden="true">
            A
          </span>
        </button>
        <button type="button" className="bead danger" disabled={send.isPending} onClick={reject}>
          {m.quotes.reject}
          <span className="kbd only-wide" aria-hidden="true">
            R
          </span>
        </button>
      </div>
    </form>
  );
}
