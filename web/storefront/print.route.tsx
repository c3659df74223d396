import { useMutation, useQueries, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { type Sending, TextArea, TroubleNote } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { Print } from '../kit/print.tsx';
import { Bone, Empty, Note } from '../kit/states.tsx';
import { drawingOf, pictureOf } from '../shop/catalog.ts';
import { Refused } from '../shop/client.ts';
import { addFiles, isSending, type PrintFile, sendWaiting, usePrintFiles } from '../shop/print-files.ts';
import { measuredBy, type PrintConfig, type PrintOptions, type Upload, unitFactor } from '../shop/print-shapes.ts';
import { estimate, previewOf, printOptions, requestQuote, upload } from '../shop/prints.ts';
import { sessionEnded, useSession } from '../shop/session.ts';
import { usePrint } from '../words/print.ts';
import { useWords } from '../words/words.tsx';
import { ModelView } from './model-view.tsx';
import { Choose } from './print-choose.tsx';
import { configOf, plateFor } from './print-config.ts';
import { usePrintDraft } from './print-draft.ts';
import { DropCurtain, FileButton, useDrop } from './print-drop.tsx';
import { usePrintExplain } from './print-explain.ts';
import { Facts, Refusal, UnitQuestion } from './print-facts.tsx';
import { type Chosen, Files, useMegabytes } from './print-files.tsx';
import { PriceFacts, PriceLines } from './print-price.tsx';
import { toneOf } from './tones.ts';
import './print.css';

const route = getRouteApi('/print');
const SHOWN = 'hose-adapter';

export function PrintPage() {
  const p = usePrint();
  const session = useSession();
  const navigate = useNavigate();
  const files = usePrintFiles();
  const { file: asked } = route.useSearch();
  const [key, setKey] = useState<string>();
  const signedIn = session === 'user';
  const local =
    files.find((file) => file.key === key) ??
    files.find(({ uploadId }) => asked !== undefined && uploadId === asked) ??
    (asked === undefined && key === undefined ? files.find(({ stage }) => stage !== 'refused') : undefined);
  const uploadId = local ? local.uploadId : asked;
  const choose = (chosen: Chosen | undefined) => {
    setKey(chosen && 'key' in chosen ? chosen.key : undefined);
    const file = chosen && ('key' in chosen ? undefined : chosen.uploadId);
    void navigate({ to: '/print', search: { file }, replace: true, resetScroll: false });
  };
  const take = (taken: readonly File[]) => {
    const first = addFiles(taken)[0];
    if (first !== undefined) choose({ key: first });
  };
  const over = useDrop(take);
  useEffect(() => {
    if (signedIn) void sendWaiting();
  }, [signedIn]);
  // A reload finds the file again once it is in the shop.
  const sentId = local?.stage === 'sent' ? local.uploadId : undefined;
  useEffect(() => {
    if (sentId && sentId !== asked) {
      void navigate({ to: '/print', search: { file: sentId }, replace: true, resetScroll: false });
    }
  }, [sentId, asked, navigate]);
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      if (isSending()) event.preventDefault();
    };
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, []);
  const shown = local ?? (signedIn && asked ? asked : undefined);
  return (
    <main id="main" className="p-print page">
      <title>{`${p.title} · PrintVerse`}</title>
      <DropCurtain over={over} />
      {shown === undefined ? (
        <Start onFiles={take} guest={session === 'guest'} />
      ) : (
        <>
          <div className="title">
            <h1 tabIndex={-1}>{p.heading}</h1>
            <div className="row wrap">
              {signedIn && (
                <Link className="bead sm" to="/quotes">
                  {p.files.mine}
                </Link>
              )}
              <FileButton className="bead sm" label={p.drop.another} onFiles={take} />
            </div>
          </div>
          <Bench key={local?.key ?? uploadId} local={local} uploadId={uploadId} signedIn={signedIn} />
        </>
      )}
      <Files files={files} chosen={local?.key ?? asked} onChoose={choose} signedIn={signedIn} />
    </main>
  );
}

function Start({ onFiles, guest }: { onFiles: (files: readonly File[]) => void; guest: boolean }) {
  const p = usePrint();
  return (
    <div className="plate start">
      <section className="pane">
        <h1 tabIndex={-1}>{p.heading}</h1>
        <p className="lead">{p.lead}</p>
        <div className="drop-zone">
          <Icon name="upload" size="l" />
          <p>
            <strong>{p.drop.here}</strong>
          </p>
          <p className="small muted">{p.drop.formats}</p>
          <FileButton className="bead hot" label={p.drop.choose} onFiles={onFiles} />
        </div>
        {guest && <p className="small muted">{p.drop.guest}</p>}
        <p className="small row wrap">
          <Link to="/shop/{-$department}/{-$category}" params={{ department: 'prints', category: undefined }}>
            {p.drop.catalog}
          </Link>
          {!guest && <Link to="/quotes">{p.files.mine}</Link>}
        </p>
      </section>
      <div className="tone side-picture" style={toneOf('functional')} aria-hidden="true">
        <Print src={pictureOf(SHOWN, null)} line={drawingOf(SHOWN)} progress={48} alt="" nozzle="48 %" eager />
      </div>
    </div>
  );
}

/** Milliseconds without a change after which a price is asked for, and after which those of other materials are. */
const STILL_MS = 250;
const IDLE_MS = 1_200;

function useStill<T>(value: T, delay: number): T {
  const text = JSON.stringify(value);
  const [still, setStill] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setStill(text), delay);
    return () => clearTimeout(timer);
  }, [text, delay]);
  return still === undefined ? value : (JSON.parse(still) as T);
}

/** One model: what it looks like, what was found in it, how it is printed and what that costs. */
function Bench({
  local,
  uploadId,
  signedIn,
}: {
  local: PrintFile | undefined;
  uploadId: string | undefined;
  signedIn: boolean;
}) {
  const p = usePrint();
  const explained = usePrintExplain();
  const options = useQuery(printOptions());
  const arrived = signedIn && uploadId !== undefined && (!local || local.stage === 'sent');
  const sent = useQuery({ ...upload(uploadId ?? ''), enabled: arrived });
  if (!local && sent.data === null) {
    return (
      <Empty icon="cube" title={p.files.missing}>
        {p.drop.formats}
      </Empty>
    );
  }
  if (!local && sent.error && !sent.data) {
    return <Trouble title={explained(sent.error).title} again={() => void sent.refetch()} />;
  }
  if (!local && !sent.data) return <Bones />;
  return (
    <Work
      local={local}
      sent={sent.data ?? undefined}
      options={options.data}
      unpriced={
        options.error && !options.data ? (
          <Trouble title={explained(options.error).title} again={() => void options.refetch()} />
        ) : undefined
      }
    />
  );
}

function Trouble({ title, again }: { title: string; again: () => void }) {
  const { t } = useWords();
  return (
    <div role="alert">
      <Note tone="wait" icon="warn">
        <p>{title}</p>
        <button type="button" className="bead sm" onClick={again}>
          {t.frame.again}
        </button>
      </Note>
    </div>
  );
}

function Bones() {
  const { t } = useWords();
  return (
    <div className="lay" aria-busy="true">
      <span className="sr">{t.frame.loading}</span>
      <div className="stack" aria-hidden="true">
        <div className="model-view skeleton" />
        <Bone height="8rem" />
      </div>
      <div className="stack" aria-hidden="true">
        {[0, 1, 2, 3, 4].map((index) => (
          <Bone key={index} height="3.4rem" />
        ))}
      </div>
    </div>
  );
}

function Work({
  local,
  sent,
  options,
  unpriced,
}: {
  local: PrintFile | undefined;
  sent: Upload | undefined;
  options: PrintOptions | undefined;
  unpriced: ReactNode;
}) {
  const p = usePrint();
  const { number } = useWords();
  const megabytes = useMegabytes();
  const [draft, setDraft] = usePrintDraft();
  const name = local?.name ?? sent?.fileName ?? '';
  const analysis = sent?.analysis;
  const suspicion = analysis?.unitSuspicion;
  const unit = suspicion && draft.units[name];
  const factor = unitFactor(analysis?.unit ?? 'mm', unit);
  const measured = measuredBy(analysis ?? local?.mesh?.measures ?? NOTHING, factor);
  const config = options && configOf(draft, options, unit);
  const size = measured
    ? ([measured.boundingBoxMm.x, measured.boundingBoxMm.y, measured.boundingBoxMm.z] as const)
    : undefined;
  const colour = options?.colours.find(({ id }) => id === config?.colour)?.hex ?? '#9aa1a3';
  const open = suspicion !== undefined && unit === undefined;
  const refused = sent?.status === 'REJECTED_LIGHT' ? (sent.reasons ?? []) : undefined;
  const scale = local?.mesh && size && local.mesh.measures.box[2] > 0 ? size[2] / local.mesh.measures.box[2] : 1;
  return (
    <div className="lay">
      <div className="stack">
        <ModelView
          name={name}
          mesh={local ? local.mesh : undefined}
          preview={previewOf(sent, colour)}
          sizeMm={size && [size[0], size[1], size[2]]}
          scale={scale}
          colour={colour}
          plate={options && plateFor(options, config?.material, size)}
        />
        {suspicion && (
          <UnitQuestion
            suspicion={suspicion}
            chosen={unit}
            onChoose={(chosen) => setDraft({ units: { ...draft.units, [name]: chosen } })}
          />
        )}
        {refused && <Refusal reasons={refused} />}
        <section className="plate file-facts" aria-label={name}>
          <div className="file">
            <Icon name="doc" size="l" />
            <div>
              <strong>{name}</strong>
              <p className="small muted" role="status">
                {p.files.size(megabytes(local?.size ?? sent?.size ?? 0))}
                {analysis && `, ${p.facts.triangles(number(analysis.triangles))}`}
                {!analysis && !refused && local?.stage === 'sent' && `. ${p.files.measuring}`}
                {!analysis && !refused && !local && `. ${p.files.measuring}`}
              </p>
            </div>
          </div>
          {analysis && <Facts analysis={analysis} factor={factor} options={options} />}
        </section>
      </div>
      {unpriced ??
        (config && options && !refused ? (
          <Priced
            options={options}
            config={config}
            draft={draft}
            onDraft={setDraft}
            measured={open ? undefined : measured}
            fits={suspicion ? undefined : analysis?.fits}
            own={analysis !== undefined}
            uploadId={analysis ? sent?.id : undefined}
            hint={open ? p.unit.choose : undefined}
          />
        ) : refused ? null : (
          <div className="stack" aria-hidden="true">
            <Bone height="14rem" />
          </div>
        ))}
    </div>
  );
}

const NOTHING = { box: [0, 0, 0], volume: 0, area: 0, wallArea: 0, support: 0, triangles: 0 } as const;

type Draft = ReturnType<typeof usePrintDraft>;

function Priced({
  options,
  config,
  draft,
  onDraft,
  measured,
  fits,
  own,
  uploadId,
  hint,
}: {
  options: PrintOptions;
  config: PrintConfig;
  draft: Draft[0];
  onDraft: Draft[1];
  measured: ReturnType<typeof measuredBy>;
  fits: Readonly<Record<string, boolean>> | undefined;
  /** Whether the shop has measured it, not the browser alone. */
  own: boolean;
  /** The upload that a quote can be asked for. */
  uploadId: string | undefined;
  hint: string | undefined;
}) {
  const p = usePrint();
  const { t, money } = useWords();
  const session = useSession();
  const navigate = useNavigate();
  const explained = usePrintExplain();
  const still = useStill(config, STILL_MS);
  const idle = useStill(config, IDLE_MS);
  const { data, error, isFetching } = useQuery(estimate(measured, still));
  const calm = JSON.stringify(idle) === JSON.stringify(config) && !error;
  const others = useQueries({
    queries: options.materials.map(({ id }) =>
      estimate(
        calm && measured ? measured : undefined,
        id === config.material ? undefined : configOf({ ...draft, material: id }, options, config.unit),
      ),
    ),
  });
  const prices = Object.fromEntries(
    options.materials.map(({ id }, index) => {
      const price = id === config.material ? data?.price : others[index]?.data?.price;
      return [id, price && money(price)];
    }),
  );
  const ask = useMutation({
    mutationFn: (id: string) => requestQuote(id, config, draft.note.trim()),
    onSuccess: (quote) => {
      onDraft({ note: '' });
      void navigate({ to: '/quotes/$quoteId', params: { quoteId: quote.id } });
    },
    onError: (failure) => {
      if (!(failure instanceof Refused && failure.status === 401)) return;
      sessionEnded();
      void navigate({ to: '/sign-in', search: { next: `/print?file=${uploadId ?? ''}`, ended: true } });
    },
  });
  const moving = isFetching || JSON.stringify(still) !== JSON.stringify(config);
  const person = (data?.review.length ?? 0) > 0 || error !== null;
  const guest = session === 'guest';
  const ready = uploadId !== undefined && hint === undefined && !ask.isPending;
  const press = guest ? (
    <Link className="bead hot big wide cta" to="/sign-in" search={{ next: '/print' }}>
      {p.price.signIn}
    </Link>
  ) : (
    <button type="submit" className="bead hot big wide cta" disabled={!ready}>
      {ask.isPending ? p.price.asking : person ? p.price.askPerson : p.price.ask}
    </button>
  );
  const submit = (event: Sending) => {
    event.preventDefault();
    if (uploadId !== undefined && ready) ask.mutate(uploadId);
  };
  return (
    <form className="choose" aria-label={p.choose.label} onSubmit={submit}>
      <Choose options={options} config={config} onChange={onDraft} fits={fits} prices={prices} />
      <section className="price-box" aria-label={p.price.label}>
        <TroubleNote
          trouble={ask.error ? { ...explained(ask.error), fields: [] } : undefined}
          reference={t.frame.reference}
        />
        {error ? (
          <Note tone="wait" icon="warn">
            <p role="alert">{explained(error).title}</p>
          </Note>
        ) : data ? (
          <div aria-live="polite" className="stack">
            <PriceLines lines={data.breakdown} price={data.price} moving={moving} />
            {person && (
              <Note tone="wait" icon="people">
                <strong>{p.price.person}</strong>
                {data.review.map(({ code, message }) => (
                  <p key={code}>{p.review[code] ?? message}</p>
                ))}
              </Note>
            )}
          </div>
        ) : (
          <p className="muted">{hint ?? p.price.none}</p>
        )}
        {(person || draft.note !== '') && !guest && (
          <TextArea
            label={p.choose.note}
            name="note"
            rows={3}
            maxLength={1000}
            placeholder={p.choose.noteHint}
            value={draft.note}
            onChange={({ target }) => onDraft({ note: target.value })}
          />
        )}
        {press}
        {data && (
          <PriceFacts error={data.error} eta={data.eta}>
            {!own && (
              <li>
                <Icon name="info" size="s" />
                <span>{p.price.estimate}</span>
              </li>
            )}
          </PriceFacts>
        )}
      </section>
      {data && !error && (
        <aside className="stick" aria-label={p.price.label}>
          <p>
            <strong>{money(data.price)}</strong>
            <span className="tiny muted">{t.values[config.material] ?? config.material}</span>
          </p>
          {press}
        </aside>
      )}
    </form>
  );
}
