import { useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { Field, Select, type Sending } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { Note } from '../kit/states.tsx';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { useChange } from './change.ts';
import {
  changeStock,
  readStock,
  STOCK_REASONS,
  type StockChange,
  type StockLevel,
  type StockReason,
} from './data/stock.ts';
import { isStale, useExplain } from './explain.ts';
import { useKept } from './kept.ts';
import { say } from './toast.tsx';
import './product.css';

const MODES = ['delta', 'onHand', 'buckets', 'lowAt'] as const;
type Mode = (typeof MODES)[number];

interface Typed {
  readonly mode: Mode;
  readonly value: string;
  readonly reason: StockReason;
  readonly note: string;
}

const USUAL: Readonly<Record<Mode, StockReason>> = {
  delta: 'delivery',
  onHand: 'count',
  buckets: 'drop',
  lowAt: 'other',
};

/** One thing of a stock is changed, with a reason. What was typed stays until it was taken. */
export function StockDialog({ first, onClose }: { first: StockLevel; onClose: () => void }) {
  const o = useOffice();
  const { number } = useWords();
  const explained = useExplain();
  const [level, setLevel] = useState(first);
  const [stale, setStale] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const [kept, keep, forget] = useKept<Typed>(`stock-${first.sku}`);
  const typed: Typed = kept ?? { mode: 'delta', value: '', reason: 'delivery', note: '' };
  const { mode, value, reason, note } = typed;
  const set = (change: Partial<Typed>) => keep({ ...typed, ...change });
  const change = useChange(
    async (body: StockChange) => {
      try {
        return await changeStock(level.sku, level.version, body);
      } catch (error) {
        if (isStale(error)) {
          setLevel(await readStock(level.sku));
          setStale(true);
        }
        throw error;
      }
    },
    () => {
      forget();
      say(o.stock.saved(level.sku));
      onClose();
    },
  );
  const units = /^\s*[+-]?\d+\s*$/.test(value) ? Number(value) : undefined;
  const submit = (event: Sending) => {
    event.preventDefault();
    const least = mode === 'buckets' ? 1 : 0;
    const bad = units === undefined || (mode === 'delta' ? units === 0 : units < least);
    setWrong(bad ? (mode === 'delta' ? o.stock.mustNotZero : o.stock.mustWhole) : undefined);
    setStale(false);
    if (units === undefined || bad) return;
    const body: StockChange = { reason, ...(note.trim() ? { note: note.trim() } : {}) };
    change.mutate({ ...body, [mode]: units });
  };
  const now = { delta: level.onHand, onHand: level.onHand, buckets: level.buckets, lowAt: level.lowAt }[mode];
  const after = units === undefined ? undefined : mode === 'delta' ? now + units : units;
  const labels = { delta: o.stock.delta, onHand: o.stock.counted, buckets: o.stock.buckets, lowAt: o.stock.lowAt };
  const { error } = change;
  return (
    <Dialog side="end" open onClose={onClose} title={o.stock.changeOf(level.sku)} close={o.frame.close}>
      <form className="stack" onSubmit={submit} noValidate>
        <dl className="counts">
          {(['available', 'held', 'onHand'] as const).map((name) => (
            <div key={name}>
              <dt>{o.stock[name]}</dt>
              <dd>{number(level[name])}</dd>
            </div>
          ))}
        </dl>
        {error && (
          <div role="alert">
            <Note tone={stale ? 'wait' : 'bad'} icon={stale ? 'people' : 'warn'}>
              <strong>{stale ? explained(error).title : undefined}</strong>
              <p>{stale ? o.stock.conflict : explained(error).title}</p>
            </Note>
          </div>
        )}
        <fieldset className="stack tight">
          <legend className="label">{o.stock.what}</legend>
          <div className="seg">
            {MODES.map((one) => (
              <label key={one}>
                <input
                  type="radio"
                  name="mode"
                  value={one}
                  checked={mode === one}
                  onChange={() => set({ mode: one, value: '', reason: USUAL[one] })}
                />
                <span>{o.stock.modes[one]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <Field
          label={labels[mode]}
          name="value"
          inputMode={mode === 'delta' ? 'text' : 'numeric'}
          autoComplete="off"
          value={value}
          error={wrong}
          hint={
            mode === 'buckets'
              ? o.stock.bucketsHint
              : after === undefined
                ? undefined
                : o.stock.after(number(now), number(after))
          }
          onChange={({ target }) => set({ value: target.value })}
        />
        {mode === 'buckets' && (
          <div className="row wrap">
            <button type="button" className="bead sm" onClick={() => set({ value: '10' })}>
              <Icon name="plus" size="s" />
              {o.stock.widen}
            </button>
            <button type="button" className="bead sm" onClick={() => set({ value: '1' })}>
              <Icon name="minus" size="s" />
              {o.stock.narrow}
            </button>
          </div>
        )}
        <Select
          label={o.stock.reason}
          name="reason"
          value={reason}
          onChange={({ target }) => set({ reason: target.value as StockReason })}
        >
          {STOCK_REASONS.map((one) => (
            <option key={one} value={one}>
              {o.stock.reasons[one]}
            </option>
          ))}
        </Select>
        <Field
          label={o.stock.note}
          name="note"
          hint={o.stock.noteHint}
          maxLength={200}
          value={note}
          onChange={({ target }) => set({ note: target.value })}
        />
        <button type="submit" className="bead hot" disabled={change.isPending}>
          {o.stock.save}
        </button>
      </form>
    </Dialog>
  );
}
