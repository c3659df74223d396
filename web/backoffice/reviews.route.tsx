import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { Select, type Sending, TextArea, typedIn } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { Empty } from '../kit/states.tsx';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import {
  type AdminReview,
  type Decision,
  MODERATION_REASONS,
  type ModerationReason,
  moderate,
  type ReviewStatus,
  readReviewsAgain,
  reviews,
} from './data/reviews.ts';
import { Desk } from './desk.tsx';
import { A, paths, useSearch } from './link.tsx';
import {
  BulkProgress,
  Chips,
  ChosenBar,
  Find,
  itemsOf,
  More,
  moveBetweenRows,
  NothingHere,
  Switch,
  Tick,
  useBulk,
  useChoice,
} from './list.tsx';
import { Read, RowBones } from './states.tsx';
import { say } from './toast.tsx';
import { matches } from './words-match.ts';
import './reviews.css';

export function ReviewsPage() {
  const o = useOffice();
  const [search, sayAddress] = useSearch();
  const status: ReviewStatus = search.get('status') === 'HIDDEN' ? 'HIDDEN' : 'SHOWN';
  const onlyRevised = search.get('revised') === 'true';
  const text = search.get('q') ?? '';
  const query = useInfiniteQuery(reviews(status));
  const clear = () => sayAddress({ q: undefined, revised: undefined });
  return (
    <Desk title={o.reviews.title} tools={<Find label={o.reviews.find} />}>
      <div className="filters">
        <Chips
          name="status"
          label={o.reviews.status}
          options={[
            ['SHOWN', o.reviews.shown],
            ['HIDDEN', o.reviews.hidden],
          ]}
        />
        <Switch name="revised">{o.reviews.onlyRevised}</Switch>
      </div>
      <Read query={query} bones={<RowBones rows={5} />}>
        {(data) => {
          const rows = itemsOf(data).filter(
            (review) =>
              (!onlyRevised || review.revised) &&
              matches([review.title, review.text, review.name, review.productId, review.id].join(' '), text),
          );
          if (rows.length > 0) {
            return (
              <>
                <Queue key={status} rows={rows} status={status} />
                <More query={query} count={rows.length} />
              </>
            );
          }
          return text || onlyRevised ? (
            <NothingHere query={query} onClear={clear} />
          ) : (
            <Empty icon="star" title={o.reviews.empty}>
              {o.reviews.emptyText}
            </Empty>
          );
        }}
      </Read>
    </Desk>
  );
}

function Queue({ rows, status }: { rows: readonly AdminReview[]; status: ReviewStatus }) {
  const o = useOffice();
  const choice = useChoice(rows.map(({ id }) => id));
  const bulk = useBulk(readReviewsAgain);
  const [asked, ask] = useState<readonly string[]>();
  const byId = new Map(rows.map((row) => [row.id, row]));
  const next: ReviewStatus = status === 'SHOWN' ? 'HIDDEN' : 'SHOWN';
  const decide = async (ids: readonly string[], decision: Decision) => {
    ask(undefined);
    const versions = new Map(ids.map((id) => [id, byId.get(id)?.version ?? 0]));
    const failed = await bulk.start(ids, (id) => moderate(id, versions.get(id) ?? 0, decision));
    choice.set(new Set(failed));
    if (failed.length === 0) say(next === 'HIDDEN' ? o.reviews.hidden1 : o.reviews.restored1);
  };
  const nameOf = (id: string) => byId.get(id)?.title ?? byId.get(id)?.name ?? id;
  return (
    <>
      <BulkProgress bulk={bulk} nameOf={nameOf} />
      <ul className="rows reviews" onKeyDown={moveBetweenRows}>
        {rows.map((review) => (
          <li key={review.id} className="plate" data-chosen={choice.chosen.has(review.id) || undefined}>
            <Tick
              label={o.list.select(nameOf(review.id))}
              checked={choice.chosen.has(review.id)}
              onChange={() => choice.toggle(review.id)}
            />
            <Said review={review} />
            <button
              type="button"
              className="bead sm"
              aria-label={`${next === 'HIDDEN' ? o.reviews.hide : o.reviews.restore}: ${nameOf(review.id)}`}
              disabled={bulk.running}
              onClick={() => ask([review.id])}
            >
              {next === 'HIDDEN' ? o.reviews.hide : o.reviews.restore}
            </button>
          </li>
        ))}
      </ul>
      <ChosenBar choice={choice}>
        <button type="button" className="bead sm ink" disabled={bulk.running} onClick={() => ask([...choice.chosen])}>
          {next === 'HIDDEN' ? o.reviews.hideMany(choice.chosen.size) : o.reviews.restoreMany(choice.chosen.size)}
        </button>
      </ChosenBar>
      {asked && (
        <Why
          next={next}
          count={asked.length}
          onClose={() => ask(undefined)}
          onDecide={(decision) => void decide(asked, decision)}
        />
      )}
    </>
  );
}

function Said({ review }: { review: AdminReview }) {
  const o = useOffice();
  const { moment } = useWords();
  const { rating, title, text, name, verifiedPurchase, updatedAt, revised, decision, productId } = review;
  return (
    <article>
      <p className="row wrap small muted">
        <span className="stars" role="img" aria-label={o.reviews.stars(rating)}>
          {'★'.repeat(rating)}
          {'☆'.repeat(5 - rating)}
        </span>
        <span>{name ?? o.reviews.left}</span>
        <time dateTime={updatedAt}>{moment(updatedAt)}</time>
        {verifiedPurchase && (
          <span className="tag good">
            <Icon name="check" size="s" />
            {o.reviews.verified}
          </span>
        )}
        {revised && (
          <span className="tag wait">
            <Icon name="eye" size="s" />
            {o.reviews.revised}
          </span>
        )}
      </p>
      {title && <h2>{title}</h2>}
      <p>{text ?? <span className="muted">{o.reviews.gone}</span>}</p>
      <p className="tiny muted">
        <A href={paths.product(productId)}>{o.reviews.product}</A>
        {decision && (
          <>
            {' · '}
            {o.reviews.reasons[decision.reason]}, {o.reviews.decided(moment(decision.at))}
            {decision.note && `: ${decision.note}`}
          </>
        )}
      </p>
    </article>
  );
}

const isReason = (text: string): text is ModerationReason => MODERATION_REASONS.some((reason) => reason === text);

function Why({
  next,
  count,
  onClose,
  onDecide,
}: {
  next: ReviewStatus;
  count: number;
  onClose: () => void;
  onDecide: (decision: Decision) => void;
}) {
  const o = useOffice();
  const submit = (event: Sending) => {
    event.preventDefault();
    const reason = typedIn(event.currentTarget, 'reason');
    const note = typedIn(event.currentTarget, 'note').trim();
    if (isReason(reason)) onDecide({ status: next, reason, ...(note ? { note } : {}) });
  };
  const words = next === 'HIDDEN' ? o.reviews.hideMany(count) : o.reviews.restoreMany(count);
  return (
    <Dialog open onClose={onClose} title={words} close={o.frame.close}>
      <form className="stack" onSubmit={submit}>
        <Select
          label={o.reviews.reason}
          name="reason"
          hint={o.reviews.reasonHint}
          defaultValue={next === 'HIDDEN' ? 'spam' : 'revised'}
        >
          {MODERATION_REASONS.map((reason) => (
            <option key={reason} value={reason}>
              {o.reviews.reasons[reason]}
            </option>
          ))}
        </Select>
        <TextArea label={`${o.reviews.note} (${o.reviews.noteHint})`} name="note" maxLength={500} />
        <div className="row wrap">
          <button type="submit" className="bead ink">
            {words}
          </button>
          <button type="button" className="bead" onClick={onClose}>
            {o.frame.cancel}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
