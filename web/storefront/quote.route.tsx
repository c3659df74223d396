import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { type Sending, TextArea, TroubleNote } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { Bone, Note } from '../kit/states.tsx';
import { Refused } from '../shop/client.ts';
import type { Quote } from '../shop/print-shapes.ts';
import { askForReview, quote, requote, shareQuote } from '../shop/prints.ts';
import { sessionEnded, useSession } from '../shop/session.ts';
import { usePrint } from '../words/print.ts';
import { useWords } from '../words/words.tsx';
import { Failed, Missing } from './fallbacks.tsx';
import { usePrintExplain } from './print-explain.ts';
import { PriceFacts, PriceLines } from './print-price.tsx';
import { Config, ModelPicture, QuoteTag, timeLeft } from './quote-parts.tsx';
import './print.css';

const route = getRouteApi('/quotes/$quoteId');

export function QuotePage() {
  const p = usePrint();
  const { quoteId } = route.useParams();
  const session = useSession();
  const { data, error, refetch } = useQuery({ ...quote(quoteId), enabled: session === 'user' });
  if (session === 'guest') return <Navigate to="/sign-in" search={{ next: `/quotes/${quoteId}` }} replace />;
  if (data === null) return <Missing title={p.quotes.missing} text={p.quotes.missingText} />;
  if (error && !data) return <Failed error={error} reset={() => void refetch()} />;
  if (!data) return <Bones />;
  return <Shown quote={data} again={() => void refetch()} />;
}

const MINUTE_MS = 60_000;

/** The present, as it is shown. Out: milliseconds, every minute anew. */
function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Shown({ quote: shown, again }: { quote: Quote; again: () => void }) {
  const p = usePrint();
  const { t, day, moment } = useWords();
  const now = useNow();
  const navigate = useNavigate();
  const explained = usePrintExplain();
  const ended = (error: unknown) => {
    if (!(error instanceof Refused && error.status === 401)) return again();
    sessionEnded();
    void navigate({ to: '/sign-in', search: { next: `/quotes/${shown.id}`, ended: true } });
  };
  const renew = useMutation({ mutationFn: () => requote(shown.id), onError: ended });
  const [asking, setAsking] = useState(false);
  const { expiresAt, status } = shown;
  const left = expiresAt === undefined ? 0 : Date.parse(expiresAt) - now;
  useEffect(() => {
    if (status === 'READY' && expiresAt && left <= 0) again();
  }, [status, expiresAt, left, again]);
  const trouble = renew.error ? explained(renew.error) : undefined;
  return (
    <main id="main" className="p-quote page">
      <title>{`${shown.fileName} · PrintVerse`}</title>
      <div className="hd">
        <div className="stack">
          <nav className="crumbs" aria-label={t.frame.crumbs}>
            <Link to="/quotes" activeProps={{}}>
              {p.quotes.title}
            </Link>
            <span aria-hidden="true">/</span>
            <span className="mono">{shown.id.slice(-6)}</span>
          </nav>
          <h1 tabIndex={-1}>{shown.fileName}</h1>
          <p className="row wrap" role="status">
            <QuoteTag status={status} />
            <span className="muted">{p.quotes.says[status]}</span>
          </p>
        </div>
        <div className="row wrap">
          {status === 'READY' && <Share quoteId={shown.id} onError={ended} />}
          <Link className="bead sm" to="/print" search={{ file: shown.uploadId }}>
            {p.quotes.another}
          </Link>
        </div>
      </div>
      <div className="lay">
        <div className="stack">
          <ModelPicture quote={shown} alt={p.view.picture(shown.fileName)} />
          <section className="plate pad stack" aria-labelledby="what">
            <h2 id="what">{p.quotes.config}</h2>
            <Config config={shown.config} />
            <p className="small muted">
              {p.quotes.asked(day(shown.createdAt))} · {p.quotes.number}{' '}
              <span className="mono">{shown.id.slice(-6)}</span>
            </p>
          </section>
        </div>
        <section className="stack offer" aria-label={p.price.label}>
          <TroubleNote trouble={trouble && { ...trouble, fields: [] }} reference={t.frame.reference} />
          {shown.reason && (
            <Note tone="bad" icon="warn">
              <strong>{p.quotes.reason}</strong>
              <p>{shown.reason}</p>
            </Note>
          )}
          {shown.review && shown.review.length > 0 && (
            <Note tone="wait" icon="people">
              <strong>{p.quotes.why}</strong>
              {shown.review.map(({ code, message }) => (
                <p key={code}>{p.review[code] ?? message}</p>
              ))}
            </Note>
          )}
          {shown.note && (
            <Note icon="mail">
              <strong>{p.quotes.yourNote}</strong>
              <p className="as-typed">{shown.note}</p>
            </Note>
          )}
          {shown.price && <PriceLines lines={shown.breakdown ?? []} price={shown.price} />}
          {status === 'READY' && (
            <>
              <Link className="bead hot big wide" to="/quotes/$quoteId/order" params={{ quoteId: shown.id }}>
                {p.quotes.order}
              </Link>
              <PriceFacts error={shown.error} eta={shown.eta}>
                {expiresAt && (
                  <li>
                    <Icon name="clock" size="s" />
                    <span>
                      {p.quotes.expiresIn(timeLeft(left, p))}, {p.quotes.until(moment(expiresAt))}
                    </span>
                  </li>
                )}
              </PriceFacts>
            </>
          )}
          {status === 'ACCEPTED' && shown.orderId && (
            <Link className="bead ink big wide" to="/orders/$orderId" params={{ orderId: shown.orderId }}>
              {p.quotes.toOrder}
            </Link>
          )}
          {status === 'EXPIRED' && (
            <button
              type="button"
              className="bead hot big wide"
              disabled={renew.isPending}
              onClick={() => renew.mutate()}
            >
              {p.quotes.again}
            </button>
          )}
          {status === 'READY' && (
            <button type="button" className="bead" onClick={() => setAsking(true)}>
              <Icon name="people" size="s" />
              {p.quotes.person}
            </button>
          )}
          <Dialog open={asking} onClose={() => setAsking(false)} title={p.quotes.person} close={t.frame.close}>
            <AskPerson quote={shown} onDone={() => setAsking(false)} onError={ended} />
          </Dialog>
        </section>
      </div>
    </main>
  );
}

function AskPerson({
  quote: shown,
  onDone,
  onError,
}: {
  quote: Quote;
  onDone: () => void;
  onError: (error: unknown) => void;
}) {
  const p = usePrint();
  const { t } = useWords();
  const explained = usePrintExplain();
  const kept = `printverse-ask-${shown.id}`;
  const [note, setNote] = useState(() => sessionStorage.getItem(kept) ?? shown.note ?? '');
  const ask = useMutation({
    mutationFn: () => askForReview(shown.id, note.trim()),
    onSuccess: () => {
      sessionStorage.removeItem(kept);
      onDone();
    },
    onError,
  });
  const submit = (event: Sending) => {
    event.preventDefault();
    if (!ask.isPending) ask.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p className="muted">{p.quotes.personText}</p>
      <TroubleNote trouble={ask.error ? explained(ask.error) : undefined} reference={t.frame.reference} />
      <TextArea
        label={p.choose.note}
        name="note"
        rows={4}
        maxLength={1000}
        value={note}
        onChange={({ target }) => {
          sessionStorage.setItem(kept, target.value);
          setNote(target.value);
        }}
      />
      <button type="submit" className="bead hot" disabled={ask.isPending}>
        {p.quotes.personSend}
      </button>
    </form>
  );
}

function Share({ quoteId, onError }: { quoteId: string; onError: (error: unknown) => void }) {
  const p = usePrint();
  const { t, day } = useWords();
  const explained = usePrintExplain();
  const [open, setOpen] = useState(false);
  const [copied, setCopied] = useState(false);
  const share = useMutation({ mutationFn: () => shareQuote(quoteId), onError });
  return (
    <>
      <button
        type="button"
        className="bead sm"
        onClick={() => {
          setOpen(true);
          if (!share.data && !share.isPending) share.mutate();
        }}
      >
        <Icon name="share" size="s" />
        {p.quotes.share}
      </button>
      <Dialog open={open} onClose={() => setOpen(false)} title={p.quotes.share} close={t.frame.close}>
        <div className="stack">
          <p className="muted">{p.quotes.shareText}</p>
          {share.isError && (
            <Note tone="wait" icon="warn">
              <p role="alert">{explained(share.error).title}</p>
            </Note>
          )}
          {share.data ? (
            <>
              <input
                className="in mono"
                readOnly
                aria-label={p.quotes.share}
                value={share.data.url}
                onFocus={({ target }) => target.select()}
              />
              <p className="small muted">{p.quotes.shareUntil(day(share.data.expiresAt))}</p>
              <button
                type="button"
                className="bead ink"
                onClick={() => {
                  void navigator.clipboard.writeText(share.data.url).then(() => setCopied(true));
                }}
              >
                {p.quotes.copy}
              </button>
              <p role="status">{copied && p.quotes.copied}</p>
            </>
          ) : (
            !share.isError && <Bone height="2.8rem" />
          )}
        </div>
      </Dialog>
    </>
  );
}

function Bones() {
  const { t } = useWords();
  return (
    <main id="main" className="p-quote page" aria-busy="true">
      <span className="sr">{t.frame.loading}</span>
      <div className="hd" aria-hidden="true">
        <div className="stack">
          <Bone width="12rem" />
          <Bone width="18rem" height="2.6rem" />
        </div>
      </div>
      <div className="lay" aria-hidden="true">
        <div className="tone model-picture" />
        <div className="stack">
          {[0, 1, 2, 3].map((index) => (
            <Bone key={index} height="2rem" />
          ))}
        </div>
      </div>
    </main>
  );
}
