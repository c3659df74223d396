import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { Field, type Sending, TextArea, TroubleNote, typedIn } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { Print } from '../kit/print.tsx';
import { Bone, Note } from '../kit/states.tsx';
import {
  drawingOf,
  ownReview,
  type Product,
  pictureOf,
  type Review,
  reviews,
  sayReview,
  withdrawReview,
} from '../shop/catalog.ts';
import { keepAnswer, queries, Refused } from '../shop/client.ts';
import { explain } from '../shop/problems.ts';
import { sessionEnded, useMe, useSession } from '../shop/session.ts';
import { useWords } from '../words/words.tsx';
import { WholeStars } from './stars.tsx';

/** What people say of a product, newest first, one's own review before all; and where one says it oneself. */
export function Reviews({ product: shown }: { product: Product }) {
  const { t } = useWords();
  const session = useSession();
  const me = useMe();
  const [writing, setWriting] = useState(false);
  const list = useInfiniteQuery(reviews(shown.id));
  const own = useQuery({ ...ownReview(me?.id ?? '', shown.id), enabled: me !== undefined });
  const mine = own.data ?? null;
  const items = (list.data?.pages.flatMap((page) => page.items) ?? []).filter(({ id }) => id !== mine?.id);
  const src = pictureOf(shown.slug, shown.images[0]?.url);
  const write =
    session === 'user' ? (
      mine ? null : (
        <button type="button" className="bead" disabled={own.isPending} onClick={() => setWriting(true)}>
          {t.product.write}
        </button>
      )
    ) : (
      <Link className="bead" to="/sign-in" search={{ next: `/p/${shown.slug}` }}>
        {t.product.write}
      </Link>
    );
  const none = items.length === 0 && !mine && !list.isPending && !list.isError;
  return (
    <section className="sec" id="reviews">
      <div className="sec-head">
        <h2>{t.product.reviews}</h2>
        {!none && write}
      </div>
      {none ? (
        <div className="plate pad none">
          <Print src={src} line={drawingOf(shown.slug, true)} progress={0} alt="" />
          <div>
            <h3>{t.product.noReviews}</h3>
            <p className="muted small">{t.product.noReviewsText}</p>
          </div>
          {write}
        </div>
      ) : (
        <ul className="said" aria-busy={list.isPending || undefined}>
          {mine && <Mine review={mine} onChange={() => setWriting(true)} />}
          {list.isPending && (
            <li aria-hidden="true" className="plate pad">
              <Bone width="30%" />
              <Bone />
            </li>
          )}
          {items.map((review) => (
            <li key={review.id} className="plate pad">
              <Said review={review} />
            </li>
          ))}
        </ul>
      )}
      {list.isError && !list.data && (
        <Note tone="wait" icon="warn">
          <p>{explain(list.error, t).title}</p>
          <button type="button" className="bead sm" onClick={() => void list.refetch()}>
            {t.frame.again}
          </button>
        </Note>
      )}
      {list.hasNextPage && (
        <button
          type="button"
          className="bead"
          disabled={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t.frame.more}
        </button>
      )}
      <Dialog
        open={writing}
        onClose={() => setWriting(false)}
        title={mine ? t.product.yours : t.product.write}
        close={t.frame.close}
      >
        <ReviewForm
          key={mine?.version ?? 0}
          productId={shown.id}
          userId={me?.id}
          before={mine}
          onDone={() => setWriting(false)}
        />
      </Dialog>
    </section>
  );
}

function Said({ review }: { review: Review }) {
  const { t, day } = useWords();
  return (
    <>
      <div className="row between wrap">
        <WholeStars stars={review.rating} />
        <span className="small muted">{day(review.createdAt)}</span>
      </div>
      {review.title && <h3>{review.title}</h3>}
      {review.text && <p className="as-typed">{review.text}</p>}
      <p className="small muted row wrap">
        {review.name ?? t.product.anonymous}
        {review.verifiedPurchase && (
          <span className="tag good">
            <Icon name="check" size="s" />
            {t.product.verified}
          </span>
        )}
      </p>
    </>
  );
}

/** One's own review, with what has become of it. */
function Mine({ review, onChange }: { review: Review; onChange: () => void }) {
  const { t } = useWords();
  const me = useMe();
  const withdraw = useMutation({
    mutationFn: () => withdrawReview(review.id),
    onSuccess: () => reviewIs(me?.id, review.productId, null),
    onError: endOfSession,
  });
  return (
    <li className="plate pad">
      <p className="label">{t.product.yours}</p>
      <Said review={review} />
      {review.status === 'HIDDEN' && (
        <Note tone="wait" icon="info">
          <p>
            {t.product.hidden} {review.reason && (t.product.reasons[review.reason] ?? t.product.reasons['other'])}
          </p>
        </Note>
      )}
      <TroubleNote trouble={withdraw.error ? explain(withdraw.error, t) : undefined} reference={t.frame.reference} />
      <div className="row wrap">
        <button type="button" className="bead sm" onClick={onChange}>
          {t.product.change}
        </button>
        <button type="button" className="bead bare sm" disabled={withdraw.isPending} onClick={() => withdraw.mutate()}>
          {t.product.withdrawReview}
        </button>
      </div>
    </li>
  );
}

/** Shows a review as the shop has just answered it; the list of all follows within seconds. */
async function reviewIs(userId: string | undefined, productId: string, review: Review | null): Promise<void> {
  if (userId !== undefined) await keepAnswer(ownReview(userId, productId).queryKey, review);
  await queries.invalidateQueries({ queryKey: ['reviews', productId] });
}

const endOfSession = (error: unknown): void => {
  if (error instanceof Refused && error.status === 401) sessionEnded();
};

const STARS = [1, 2, 3, 4, 5] as const;
/** Characters that the API takes. */
const LONGEST = { title: 100, text: 2_000 } as const;

function ReviewForm({
  productId,
  userId,
  before,
  onDone,
}: {
  productId: string;
  userId: string | undefined;
  before: Review | null;
  onDone: () => void;
}) {
  const { t } = useWords();
  const [rating, setRating] = useState(before?.rating ?? 5);
  const send = useMutation({
    mutationFn: (wording: Parameters<typeof sayReview>[1]) => sayReview(productId, wording, before),
    onSuccess: async (review) => {
      await reviewIs(userId, productId, review);
      onDone();
    },
    onError: async (error) => {
      endOfSession(error);
      // Written or changed in another tab meanwhile: how it stands there is shown.
      if (error instanceof Refused && (error.status === 409 || error.status === 412)) {
        await queries.invalidateQueries({ queryKey: ['review'] });
      }
    },
  });
  const submit = (event: Sending) => {
    event.preventDefault();
    if (send.isPending) return;
    const form = event.currentTarget;
    const title = typedIn(form, 'title').trim();
    send.mutate({ rating, ...(title ? { title } : {}), text: typedIn(form, 'text').trim() });
  };
  const trouble = send.error ? explain(send.error, t) : undefined;
  return (
    <form className="stack" onSubmit={submit}>
      <TroubleNote trouble={trouble} reference={t.frame.reference} />
      <fieldset>
        <legend className="label">{t.product.yourRating}</legend>
        <div className="seg">
          {STARS.map((stars) => (
            <label key={stars}>
              <input type="radio" name="rating" checked={rating === stars} onChange={() => setRating(stars)} />
              <span>
                {stars}
                <span className="sr"> {t.product.stars(String(stars))}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <Field
        label={
          <>
            {t.product.reviewTitle} <span className="faint plain">{t.product.optional}</span>
          </>
        }
        name="title"
        defaultValue={before?.title ?? ''}
        maxLength={LONGEST.title}
      />
      <TextArea
        label={t.product.reviewText}
        name="text"
        defaultValue={before?.text ?? ''}
        required
        maxLength={LONGEST.text}
      />
      <button className="bead hot" type="submit" disabled={send.isPending}>
        {t.product.send}
      </button>
    </form>
  );
}
