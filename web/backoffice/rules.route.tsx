import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Check, Field, Select, type Sending, TroubleNote } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { Empty, Note } from '../kit/states.tsx';
import { useMaking } from '../words/making.ts';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { useChange } from './change.ts';
import { activateRules, pendingQuotes, priceRules, type Rules, saveRules, tryRules } from './data/quotes.ts';
import { Desk } from './desk.tsx';
import { useKept } from './kept.ts';
import { useSearch } from './link.tsx';
import { itemsOf, More } from './list.tsx';
import { useMakingExplain } from './making-explain.ts';
import {
  at,
  BREAK,
  FINISH,
  GENERAL,
  MACHINE,
  MATERIAL,
  rulesOf,
  type Typed,
  textAt,
  withAt,
  withCopy,
} from './rules-form.ts';
import { Read, RowBones } from './states.tsx';
import { say } from './toast.tsx';
import './rules.css';

export function RulesPage() {
  const m = useMaking();
  const { number } = useWords();
  const [search, sayAddress] = useSearch();
  const query = useInfiniteQuery(priceRules());
  return (
    <Desk title={m.rules.title}>
      <Read query={query} bones={<RowBones rows={6} />}>
        {(data) => {
          const versions = itemsOf(data);
          const chosen =
            versions.find(({ version }) => String(version) === search.get('version')) ??
            versions.find(({ active }) => active) ??
            versions[0];
          if (!chosen) return <Empty icon="ruler" title={m.rules.empty} />;
          return (
            <div className="p-rules">
              <nav className="chips" aria-label={m.rules.versions}>
                {versions.map(({ version, active }) => (
                  <button
                    key={version}
                    type="button"
                    className="chip"
                    aria-pressed={version === chosen.version}
                    onClick={() => sayAddress({ version: String(version) })}
                  >
                    {m.rules.version(number(version))}
                    {active && <span className="tag good">{m.rules.active}</span>}
                  </button>
                ))}
              </nav>
              {query.hasNextPage && <More query={query} count={versions.length} />}
              <Version key={chosen.version} shown={chosen} onSaved={(version) => sayAddress({ version })} />
            </div>
          );
        }}
      </Read>
    </Desk>
  );
}

/** The lists of the rules, each with the fields of its parts. */
const LISTS = [
  { name: 'machines', texts: ['name'], ids: ['materials'] },
  { name: 'materials', texts: ['name'], ids: ['colours', 'finishes'] },
  { name: 'colours', texts: ['name', 'hex'], ids: [] },
  { name: 'finishes', texts: ['name'], ids: [] },
  { name: 'quantityBreaks', texts: [], ids: [] },
] as const;

const numbersIn = (list: (typeof LISTS)[number]['name'], part: Typed): readonly string[] =>
  ({
    machines: MACHINE[at(part, 'technology') as keyof typeof MACHINE],
    materials: MATERIAL,
    colours: [],
    finishes: FINISH,
    quantityBreaks: BREAK,
  })[list];

function Version({ shown, onSaved }: { shown: Rules; onSaved: (version: string) => void }) {
  const m = useMaking();
  const o = useOffice();
  const { number, moment } = useWords();
  const explained = useMakingExplain();
  const [kept, keep, forget] = useKept<Typed>(`rules-${shown.version}`);
  const typed = kept ?? shown.rules;
  const [note, setNote] = useState('');
  const [faults, setFaults] = useState<readonly string[]>([]);
  const save = useChange(
    (rules: Rules['rules']) => saveRules(rules, note.trim()),
    (saved) => {
      forget();
      say(m.rules.saved(number(saved.version)));
      onSaved(String(saved.version));
    },
  );
  const activate = useChange(
    () => activateRules(shown.version),
    () => say(m.rules.activated(number(shown.version))),
  );
  const set = (path: string, value: Typed | undefined) => keep(withAt(typed, path, value));
  const trouble = save.error ? explained(save.error) : undefined;
  const errorOf = (path: string) =>
    faults.includes(path) ? m.rules.mustNumber : trouble?.fields.find(({ name }) => name === `rules.${path}`)?.message;
  const submit = (event: Sending) => {
    event.preventDefault();
    const { rules, faults: found } = rulesOf(typed);
    setFaults(found);
    if (found.length > 0) {
      const wrong = found[0]?.replace(/[^a-z0-9]/gi, '-') ?? '';
      return document.querySelector<HTMLInputElement>(`#field-rules-${wrong}`)?.focus();
    }
    if (!save.isPending) save.mutate(rules);
  };
  const field = (path: string, label: string, kind: 'number' | 'text') => (
    <Field
      key={path}
      label={label}
      name={`rules.${path}`}
      inputMode={kind === 'number' ? 'decimal' : 'text'}
      autoComplete="off"
      value={textAt(typed, path)}
      error={errorOf(path)}
      onChange={({ target }) => set(path, target.value)}
    />
  );
  return (
    <>
      <div className="row wrap between">
        <p className="muted">
          {m.rules.made(moment(shown.createdAt))}
          {shown.note && `: ${shown.note}`}
        </p>
        {!shown.active && (
          <button type="button" className="bead ink" disabled={activate.isPending} onClick={() => activate.mutate()}>
            {m.rules.activate}
          </button>
        )}
      </div>
      {activate.error && (
        <Note tone="bad" icon="warn">
          <p role="alert">{explained(activate.error).title}</p>
        </Note>
      )}
      <Trial shown={shown} />
      <form className="stack" onSubmit={submit} noValidate>
        <TroubleNote trouble={trouble} reference={o.frame.reference} />
        <details className="plate pad" open>
          <summary>
            <h2>{m.rules.general}</h2>
          </summary>
          <div className="grid">{GENERAL.map((path) => field(path, m.rules.fields[path] ?? path, 'number'))}</div>
        </details>
        {LISTS.map(({ name, texts, ids }) => {
          const parts = (at(typed, name) ?? []) as readonly Typed[];
          const title = name === 'quantityBreaks' ? m.rules.breaks : m.rules[name];
          return (
            <details key={name} className="plate pad">
              <summary>
                <h2>
                  {title} <span className="tag">{number(parts.length)}</span>
                </h2>
              </summary>
              <div className="stack">
                {parts.map((part, index) => {
                  const at0 = `${name}.${index}`;
                  const id = textAt(part, 'id');
                  return (
                    <fieldset key={index} className="part">
                      <legend>
                        <strong>{textAt(part, 'name') || textAt(part, 'from')}</strong>
                        {id && <span className="mono faint"> {id}</span>}
                      </legend>
                      <div className="grid">
                        {id && field(`${at0}.id`, m.rules.fields['id'] ?? 'id', 'text')}
                        {texts.map((text) => field(`${at0}.${text}`, m.rules.fields[text] ?? text, 'text'))}
                        {numbersIn(name, part).map((one) =>
                          field(`${at0}.${one}`, m.rules.fields[one] ?? one, 'number'),
                        )}
                      </div>
                      {ids.map((list) => (
                        <Ids
                          key={list}
                          label={m.rules[list]}
                          all={(at(typed, list) ?? []) as readonly Typed[]}
                          chosen={(at(part, list) ?? []) as readonly string[]}
                          error={errorOf(`${at0}.${list}`)}
                          onChange={(next) => set(`${at0}.${list}`, next)}
                        />
                      ))}
                      <button type="button" className="bead sm" onClick={() => set(at0, undefined)}>
                        {m.rules.remove}
                        <span className="sr"> {textAt(part, 'name') || textAt(part, 'from')}</span>
                      </button>
                    </fieldset>
                  );
                })}
                <button type="button" className="bead sm" onClick={() => set(name, withCopy(parts))}>
                  <Icon name="plus" size="s" />
                  {m.rules.add}
                  <span className="sr"> {title}</span>
                </button>
              </div>
            </details>
          );
        })}
        {kept !== undefined && (
          <div className="save-rules plate pad">
            <p className="muted">{m.rules.changed}</p>
            <Field
              label={m.rules.note}
              name="note"
              maxLength={200}
              value={note}
              onChange={({ target }) => setNote(target.value)}
            />
            <div className="row wrap">
              <button type="submit" className="bead hot" disabled={save.isPending}>
                {m.rules.save}
              </button>
              <button type="button" className="bead" onClick={forget}>
                {m.rules.discard}
              </button>
            </div>
          </div>
        )}
      </form>
    </>
  );
}

/** Which of a list belong to a part. */
function Ids({
  label,
  all,
  chosen,
  error,
  onChange,
}: {
  label: string;
  all: readonly Typed[];
  chosen: readonly string[];
  error: string | undefined;
  onChange: (chosen: readonly string[]) => void;
}) {
  return (
    <fieldset className="ids">
      <legend className="label">{label}</legend>
      <div className="row wrap">
        {all.map((one) => {
          const id = textAt(one, 'id');
          return (
            <Check
              key={id}
              checked={chosen.includes(id)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
              }
            >
              {textAt(one, 'name') || id}
            </Check>
          );
        })}
      </div>
      {error && <p className="err">{error}</p>}
    </fieldset>
  );
}

const OTHER = '';

/** What a version would say of a model that is here. */
function Trial({ shown }: { shown: Rules }) {
  const m = useMaking();
  const { t, money, number, day } = useWords();
  const explained = useMakingExplain();
  const waiting = useInfiniteQuery(pendingQuotes());
  const models = waiting.data ? itemsOf(waiting.data) : [];
  const [chosen, setChosen] = useState<string>();
  const [id, setId] = useState('');
  const { materials } = shown.rules;
  const [material, setMaterial] = useState(materials[0]?.id ?? '');
  const [quantity, setQuantity] = useState('1');
  const quote = models.find((one) => one.id === (chosen ?? models[0]?.id));
  const uploadId = quote?.uploadId ?? id.trim();
  const run = useChange(() =>
    tryRules(shown.version, uploadId, {
      material,
      quantity: Math.max(1, Number.parseInt(quantity, 10) || 1),
      ...(quote?.config.unit ? { unit: quote.config.unit } : {}),
    }),
  );
  const { data, error } = run;
  return (
    <details className="plate pad">
      <summary>
        <h2>{m.rules.try}</h2>
      </summary>
      <form
        className="stack"
        onSubmit={(event: Sending) => {
          event.preventDefault();
          if (uploadId && !run.isPending) run.mutate(undefined);
        }}
      >
        <p className="small muted">{m.rules.tryText}</p>
        <div className="grid">
          <Select
            label={m.rules.upload}
            name="model"
            value={quote?.id ?? OTHER}
            onChange={({ target }) => setChosen(target.value)}
          >
            {models.map((one) => (
              <option key={one.id} value={one.id}>
                {one.fileName}
              </option>
            ))}
            <option value={OTHER}>{m.rules.other}</option>
          </Select>
          {!quote && (
            <Field
              label={m.rules.other}
              name="upload"
              placeholder="upl_…"
              value={id}
              onChange={({ target }) => setId(target.value)}
            />
          )}
          <Select
            label={m.rules.material}
            name="material"
            value={material}
            onChange={({ target }) => setMaterial(target.value)}
          >
            {materials.map((one) => (
              <option key={one.id} value={one.id}>
                {t.values[one.id] ?? one.name}
              </option>
            ))}
          </Select>
          <Field
            label={m.rules.quantity}
            name="quantity"
            inputMode="numeric"
            value={quantity}
            onChange={({ target }) => setQuantity(target.value)}
          />
        </div>
        <button type="submit" className="bead" disabled={run.isPending || !uploadId}>
          {m.rules.run}
        </button>
        <div aria-live="polite">
          {error && (
            <Note tone="wait" icon="warn">
              <p>{explained(error).title}</p>
            </Note>
          )}
          {data && (
            <div className="trial">
              <dl className="sums">
                {data.breakdown.map(({ code, label, amount }) => (
                  <div key={code} className="line">
                    <dt className="sub">{m.quotes.lines[code] ?? label}</dt>
                    <dd className="num">{money(amount)}</dd>
                  </div>
                ))}
                <div className="line">
                  <dt className="sum">{m.quotes.together}</dt>
                  <dd className="sum">{data.price ? money(data.price) : m.quotes.noPrice}</dd>
                </div>
              </dl>
              <p className="small muted">
                {data.machineId}, {number(Math.round(data.grams * 10) / 10)} g,{' '}
                {number(Math.round(data.seconds / 360) / 10)} h, {day(data.eta)}
                {data.error.percent !== undefined && `, ±${number(data.error.percent)} %`}
              </p>
              <p>{data.review.length > 0 ? `${m.rules.person}:` : m.rules.atOnce}</p>
              {data.review.map(({ code, message }) => (
                <p key={code} className="small muted">
                  {message}
                </p>
              ))}
            </div>
          )}
        </div>
      </form>
    </details>
  );
}
