import { getRouteApi, Link } from '@tanstack/react-router';
import { Note } from '../kit/states.tsx';
import { useWords } from '../words/words.tsx';
import { Missing } from './fallbacks.tsx';
import './legal.css';

const route = getRouteApi('/legal/$page');
const PAGES = ['imprint', 'privacy', 'terms', 'withdrawal'] as const;

export function LegalPage() {
  const { t } = useWords();
  const { page: named } = route.useParams();
  const page = PAGES.find((one) => one === named);
  if (!page) return <Missing title={t.errors.notFound} text={t.errors.notFoundText} />;
  const { title, parts } = t.legal[page];
  return (
    <main id="main" className="p-legal page">
      <title>{`${title} · PrintVerse`}</title>
      <nav aria-label={t.frame.house} className="row wrap chips">
        {PAGES.map((one) => (
          <Link key={one} className="chip" to="/legal/$page" params={{ page: one }}>
            {t.legal[one].title}
          </Link>
        ))}
      </nav>
      <h1 tabIndex={-1}>{title}</h1>
      <Note tone="wait" icon="doc">
        <p>{t.legal.placeholder}</p>
      </Note>
      {parts.map(({ h, p }) => (
        <section key={h}>
          <h2>{h}</h2>
          <p>{p}</p>
        </section>
      ))}
    </main>
  );
}
