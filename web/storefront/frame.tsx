import { QueryErrorResetBoundary } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, useRef, useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import type { Sending } from '../kit/form.tsx';
import { Icon, Logo } from '../kit/icon.tsx';
import { useFocusOnHeading, useOnline, useSlash } from '../kit/page-hooks.ts';
import { LanguagePick, ThemePick } from '../kit/pickers.tsx';
import { changeMe } from '../shop/account.ts';
import { countOf, useBag } from '../shop/bag.ts';
import { signOut, useMe, useSession } from '../shop/session.ts';
import { DEPARTMENTS } from '../shop/shelves.ts';
import { LANGUAGE_NAMES, LOCALES, type Locale } from '../words/locales.ts';
import { useWords } from '../words/words.tsx';
import { BagDrawer, useBagDrawer } from './bag-drawer.tsx';
import { Waiting } from './fallbacks.tsx';
import './frame.css';

const LEGAL = ['imprint', 'privacy', 'terms', 'withdrawal'] as const;

export function Frame() {
  const { t } = useWords();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  useFocusOnHeading(path, 'main h1');
  useSlash('.top .find [type=search]');
  const bare = path === '/checkout' || /^\/quotes\/[^/]+\/order$/.test(path);
  return (
    <>
      <a className="skip" href="#main">
        {t.frame.skip}
      </a>
      {!bare && <Top />}
      <Offline />
      <QueryErrorResetBoundary>
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </QueryErrorResetBoundary>
      {!bare && <Foot />}
      <BagDrawer />
    </>
  );
}

function Offline() {
  const { t } = useWords();
  const online = useOnline();
  return <div role="status">{!online && <p className="band">{t.frame.offline}</p>}</div>;
}

function Top() {
  const { t } = useWords();
  const { data: bag } = useBag();
  const drawer = useBagDrawer();
  const [menu, setMenu] = useState(false);
  const count = bag ? countOf(bag) : 0;
  return (
    <header className="top">
      <div className="page">
        <button type="button" className="icon only-small" aria-label={t.frame.menu} onClick={() => setMenu(true)}>
          <Icon name="menu" />
        </button>
        <Link className="logo" to="/">
          <Logo />
        </Link>
        <nav aria-label={t.frame.main}>
          <Links />
        </nav>
        <Search wide />
        <div className="row icons">
          <Language />
          <Account />
          <button
            type="button"
            className="icon"
            aria-label={t.frame.bag(count)}
            aria-haspopup="dialog"
            onClick={() => drawer.open()}
          >
            <Icon name="bag" />
            {count > 0 && <b aria-hidden="true">{count}</b>}
          </button>
        </div>
      </div>
      <Dialog side="start" open={menu} onClose={() => setMenu(false)} title={t.frame.menu} close={t.frame.close}>
        <div className="stack">
          <Search onDone={() => setMenu(false)} />
          <nav aria-label={t.frame.main} className="side-nav" onClick={() => setMenu(false)}>
            {DEPARTMENTS.map((department) => (
              <Link
                key={department}
                to="/shop/{-$department}/{-$category}"
                params={{ department, category: undefined }}
              >
                {t.places[department]}
              </Link>
            ))}
            <Link to="/print">{t.frame.print}</Link>
            <Link to="/orders">{t.frame.orders}</Link>
            <Link to="/quotes">{t.frame.quotes}</Link>
            <Link to="/account/{-$part}">{t.frame.account}</Link>
          </nav>
        </div>
      </Dialog>
    </header>
  );
}

function Links() {
  const { t } = useWords();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const visiting = path.startsWith('/shop/events');
  const shopping = (path.startsWith('/shop') && !visiting) || path.startsWith('/p/');
  return (
    <>
      <Link to="/shop/{-$department}/{-$category}" activeProps={{}} aria-current={shopping ? 'page' : undefined}>
        {t.frame.shop}
      </Link>
      <Link to="/print">{t.frame.print}</Link>
      <Link
        to="/shop/{-$department}/{-$category}"
        params={{ department: 'events', category: undefined }}
        activeProps={{}}
        aria-current={visiting ? 'page' : undefined}
      >
        {t.frame.visit}
      </Link>
    </>
  );
}

function Search({ wide = false, onDone }: { wide?: boolean; onDone?: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  const asked = useRouterState({ select: ({ location }) => (location.search as { q?: string }).q ?? '' });
  useEffect(() => {
    if (field.current) field.current.value = asked;
  }, [asked]);
  const submit = (event: Sending) => {
    event.preventDefault();
    const q = field.current?.value.trim();
    onDone?.();
    void navigate({
      to: '/shop/{-$department}/{-$category}',
      params: { department: undefined, category: undefined },
      search: { q: q || undefined },
    });
  };
  return (
    <form className={wide ? 'find' : 'find in-menu'} role="search" onSubmit={submit}>
      <Icon name="search" />
      <label className="row">
        <span className="sr">{t.frame.search}</span>
        <input ref={field} placeholder={t.frame.searchHint} type="search" defaultValue={asked} enterKeyHint="search" />
      </label>
      {wide && (
        <span className="kbd" aria-hidden="true">
          /
        </span>
      )}
    </form>
  );
}

/** A menu of the browser's own: it opens without script and closes by a click outside and by Escape. */
function Menu({
  label,
  icon,
  children,
  className = '',
}: {
  label: string;
  icon: 'globe' | 'user';
  children: React.ReactNode;
  className?: string;
}) {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      if (!menu.current?.open) return;
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !menu.current.contains(event.target as Node)) {
        menu.current.open = false;
      }
    };
    addEventListener('click', close);
    addEventListener('keydown', close);
    return () => {
      removeEventListener('click', close);
      removeEventListener('keydown', close);
    };
  }, []);
  return (
    <details className={`menu ${className}`} ref={menu}>
      <summary className="icon" aria-label={label}>
        <Icon name={icon} />
      </summary>
      <div
        className="menu-list"
        onClick={() => {
          if (menu.current) menu.current.open = false;
        }}
      >
        {children}
      </div>
    </details>
  );
}

function useLanguage() {
  const { locale, setLocale } = useWords();
  const session = useSession();
  const choose = async (next: Locale) => {
    await setLocale(next);
    if (session === 'user') await changeMe({ locale: next }).catch(() => undefined);
  };
  return { locale, choose };
}

function Language() {
  const { t } = useWords();
  const { locale, choose } = useLanguage();
  return (
    <Menu label={t.frame.languageIs(LANGUAGE_NAMES[locale])} icon="globe" className="only-wide">
      {LOCALES.map((one) => (
        <button key={one} type="button" lang={one} aria-pressed={one === locale} onClick={() => void choose(one)}>
          {LANGUAGE_NAMES[one]}
        </button>
      ))}
    </Menu>
  );
}

function Account() {
  const { t } = useWords();
  const session = useSession();
  const me = useMe();
  const navigate = useNavigate();
  if (session !== 'user') {
    return (
      <Link className="icon" to="/sign-in" aria-label={t.frame.signIn}>
        <Icon name="user" />
      </Link>
    );
  }
  return (
    <Menu label={t.frame.account} icon="user">
      {me && <p className="who">{me.name}</p>}
      <Link to="/orders">
        <Icon name="box" /> {t.frame.orders}
      </Link>
      <Link to="/quotes">
        <Icon name="cube" /> {t.frame.quotes}
      </Link>
      <Link to="/account/{-$part}">
        <Icon name="user" /> {t.frame.account}
      </Link>
      <button type="button" onClick={() => void signOut().then(() => navigate({ to: '/' }))}>
        <Icon name="lock" /> {t.frame.signOut}
      </button>
    </Menu>
  );
}

function Foot() {
  const { t } = useWords();
  const { locale, choose } = useLanguage();
  return (
    <footer className="foot">
      <div className="page cols">
        <div className="stack about">
          <Link className="logo" to="/">
            <Logo />
          </Link>
          <p>{t.frame.about}</p>
          <div className="row wrap">
            <LanguagePick
              className="chip"
              label={t.frame.language}
              names={LANGUAGE_NAMES}
              chosen={locale}
              onChoose={(next) => void choose(next)}
            />
            <ThemePick className="chip" names={t.frame.theme} />
          </div>
        </div>
        <div>
          <h2>{t.frame.shop}</h2>
          <ul>
            {DEPARTMENTS.map((department) => (
              <li key={department}>
                <Link to="/shop/{-$department}/{-$category}" params={{ department, category: undefined }}>
                  {t.places[department]}
                </Link>
              </li>
            ))}
          </ul>
        </div>
        <div>
          <h2>{t.frame.orders}</h2>
          <ul>
            <li>
              <Link to="/orders">{t.frame.orders}</Link>
            </li>
            <li>
              <Link to="/account/{-$part}">{t.frame.account}</Link>
            </li>
            <li>
              <Link to="/legal/$page" params={{ page: 'withdrawal' }}>
                {t.frame.withdrawal}
              </Link>
            </li>
          </ul>
        </div>
        <div>
          <h2>{t.frame.house}</h2>
          <ul>
            {LEGAL.slice(0, 3).map((page) => (
              <li key={page}>
                <Link to="/legal/$page" params={{ page }}>
                  {t.legal[page].title}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      </div>
    </footer>
  );
}
