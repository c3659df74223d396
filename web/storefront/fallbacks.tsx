import { type ErrorComponentProps, Link } from '@tanstack/react-router';
import { Empty } from '../kit/states.tsx';
import { queries } from '../shop/client.ts';
import { explain } from '../shop/problems.ts';
import { useWords } from '../words/words.tsx';

/** While the code of a page is fetched; the page's own skeleton follows. */
export function Waiting() {
  const { t } = useWords();
  return (
    <main id="main" className="page waiting" aria-busy="true">
      <span className="sr">{t.frame.loading}</span>
    </main>
  );
}

export function NotFound() {
  const { t } = useWords();
  return <Missing title={t.errors.notFound} text={t.errors.notFoundText} />;
}

/** A page for something that is not there. */
export function Missing({ title, text }: { title: string; text: string }) {
  const { t } = useWords();
  return (
    <main id="main" className="page">
      <title>{`${title} · PrintVerse`}</title>
      <h1 className="sr" tabIndex={-1}>
        {title}
      </h1>
      <Empty
        icon="cube"
        title={title}
        action={
          <>
            <Link className="bead ink" to="/">
              {t.errors.toHome}
            </Link>
            <Link className="bead" to="/shop/{-$department}/{-$category}">
              {t.browse.all}
            </Link>
          </>
        }
      >
        {text}
      </Empty>
    </main>
  );
}

/** A page whose data or code did not come: what that means, and another try. */
export function Failed({ error, reset }: ErrorComponentProps) {
  const { t } = useWords();
  const { title, reference } = explain(error, t);
  const network = title === t.problems.network;
  const heading = network ? t.errors.network : t.errors.broken;
  return (
    <main id="main" className="page">
      <title>{`${heading} · PrintVerse`}</title>
      <h1 className="sr" tabIndex={-1}>
        {heading}
      </h1>
      <Empty
        icon={network ? 'offline' : 'warn'}
        title={heading}
        action={
          <button
            type="button"
            className="bead ink"
            onClick={() => {
              void queries.resetQueries({ predicate: ({ state }) => state.status === 'error' });
              reset();
            }}
          >
            {t.frame.again}
          </button>
        }
      >
        {network ? t.errors.networkText : t.errors.brokenText}
        {reference && (
          <span className="mono faint">
            {' '}
            {t.frame.reference} {reference}
          </span>
        )}
      </Empty>
    </main>
  );
}
