import { useEffect, useRef } from 'react';
import { Icon } from '../kit/icon.tsx';
import { useOffice } from '../words/office.tsx';
import type { ProductDraft } from './data/shapes.ts';
import { changedFields, type ProductField } from './product-form.ts';

/** Long enough to see what it is, in characters. */
const SHOWN = 160;

/** What two say of one field, and nothing of the parts in which they agree. */
function differences(before: unknown, after: unknown, path: string[] = []): string[] {
  const isBranch = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
  if (isBranch(before) || isBranch(after)) {
    const [left, right] = [isBranch(before) ? before : {}, isBranch(after) ? after : {}];
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((name) =>
      differences(left[name], right[name], [...path, name]),
    );
  }
  if (before === after) return [];
  const name = path.map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part)).join(' ');
  const value = typeof after === 'string' ? after : after === undefined ? '—' : JSON.stringify(after);
  const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
  return [name ? `${name}: ${shown}` : shown];
}

/** Two people changed one product: what each of them did, and what becomes of it. */
export function Conflict({
  before,
  theirs,
  mine,
  labelOf,
  busy,
  onKeep,
  onTake,
}: {
  before: ProductDraft;
  theirs: ProductDraft;
  mine: ProductDraft;
  labelOf: (name: string) => string;
  busy: boolean;
  onKeep: () => void;
  onTake: () => void;
}) {
  const o = useOffice();
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  const [byThem, byMe] = [changedFields(before, theirs), changedFields(before, mine)];
  const fields: readonly ProductField[] = [...new Set([...byThem, ...byMe])];
  const changesOf = (field: ProductField, whose: ProductDraft) => {
    const lines = differences(before[field], whose[field]);
    if (lines.length === 0) return <span className="muted">{o.product.unchanged}</span>;
    return lines.map((line) => (
      <span key={line} className="line">
        {line}
      </span>
    ));
  };
  return (
    <section className="conflict" role="alert" tabIndex={-1} ref={place} aria-labelledby="conflict">
      <div className="row">
        <Icon name="people" />
        <h2 id="conflict">{o.product.conflict}</h2>
      </div>
      <p>{o.product.conflictText}</p>
      <div className="table">
        <table>
          <thead>
            <tr>
              <th scope="col">{o.product.field}</th>
              <th scope="col">{o.product.theirs}</th>
              <th scope="col">{o.product.yours}</th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field) => (
              <tr key={field}>
                <th scope="row">
                  {labelOf(field)}
                  {byThem.includes(field) && byMe.includes(field) && <span className="sub">{o.product.clash}</span>}
                </th>
                <td>{changesOf(field, theirs)}</td>
                <td>{changesOf(field, mine)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="row wrap">
        <button type="button" className="bead ink" disabled={busy} onClick={onKeep}>
          {o.product.keepMine}
        </button>
        <button type="button" className="bead" disabled={busy} onClick={onTake}>
          {o.product.takeTheirs}
        </button>
      </div>
    </section>
  );
}
