import { useQuery } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { Suspense, useEffect, useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { Icon, Logo } from '../kit/icon.tsx';
import { useFocusOnHeading, useOnline, useSlash } from '../kit/page-hooks.ts';
import { LanguagePick, ThemePick } from '../kit/pickers.tsx';
import { Bone } from '../kit/states.tsx';
import { queries } from '../shop/client.ts';
import { meOptions, signOut, useSession } from '../shop/session.ts';
import { LANGUAGE_NAMES } from '../words/locales.ts';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { parkedCount } from './data/sagas.ts';
import { A, usePath } from './link.tsx';
import { menuOf } from './menu.ts';
import { type Person, WhoContext } from './person.ts';
import { SignIn, SignInAgain } from './sign-in.tsx';
import { Broken } from './states.tsx';
import { ToastPlace } from './toast.tsx';

/** The door: nobody sees a page before it is known who they are and that they have work here. */
export function Frame() {
  const session = useSession();
  const me = useQuery({ ...meOptions, enabled: session === 'user' });
  // Whoever was here when the session ended goes on where they were; their pages stay behind the sign-in meanwhile.
  const [person, setPerson] = useState<Person>();
  const [ended, setEnded] = useState(false);
  const { data } = me;
  useEffect(() => {
    if (!data) return;
    if (person && person.id !== data.id) return location.reload();
    setPerson(data);
    if (ended) void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' });
    setEnded(false);
  }, [data, person, ended]);
  useEffect(() => {
    if (session === 'guest' && person) setEnded(true);
  }, [session, person]);
  if (!person) {
    if (session === 'guest') return <SignIn />;
    if (me.isError) return <Broken error={me.error} again={() => void me.refetch()} />;
    return <Opening />;
  }
  if (menuOf(person).length <= 1) return <NoEntry />;
  return (
    <WhoContext value={person}>
      <Office person={person} />
      {ended && <SignInAgain email={person.email} />}
    </WhoContext>
  );
}

function Opening() {
  const o = useOffice();
  return (
    <main id="main" className="opening" aria-busy="true">
      <span className="sr">{o.frame.loading}</span>
      <Bone width="12rem" height="3rem" />
    </main>
  );
}

function NoEntry() {
  const o = useOffice();
  return (
    <main id="main" className="door page">
      <title>{o.frame.office}</title>
      <section className="plate pad stack">
        <h1 tabIndex={-1}>{o.signIn.noEntry}</h1>
        <p className="muted">{o.signIn.noEntryText}</p>
        <div className="row wrap">
          <button type="button" className="bead ink" onClick={() => void leaveOffice()}>
            {o.signIn.other}
          </button>
          <a className="bead" href="/">
            {o.frame.toShop}
          </a>
        </div>
      </section>
    </main>
  );
}

async function leaveOffice(): Promise<void> {
  await signOut();
  location.assign('/admin');
}

function Office({ person }: { person: Person }) {
  const o = useOffice();
  const path = usePath();
  useFocusOnHeading(path, '.desk h1');
  useSlash('.desk input[type=search]');
  const items = menuOf(person);
  const [menu, setMenu] = useState(false);
  const [main, rest] = [items.slice(0, 4), items.slice(4)];
  return (
    <>
      <a className="skip" href="#main">
        {o.frame.skip}
      </a>
      <div className="office">
        <aside className="rail" aria-label={o.frame.office}>
          <A className="logo" href="/admin">
            <Logo />
            <span className="sr">{o.frame.office}</span>
          </A>
          <nav aria-label={o.frame.menu}>
            {items.map((item) => (
              <A key={item.name} className="nav" href={item.href} aria-current={item.isAt(path) ? 'page' : undefined}>
                <Icon name={item.icon} />
                {o.menu[item.name]}
                {item.name === 'sagas' && <Parked />}
              </A>
            ))}
          </nav>
          <Who person={person} />
        </aside>
        <div className="desk">
          <Offline />
          <Suspense fallback={<main id="main" className="work" aria-busy="true" />}>
            <Outlet />
          </Suspense>
          <nav className="tabbar" aria-label={o.frame.menu}>
            {main.map((item) => (
              <A key={item.name} href={item.href} aria-current={item.isAt(path) ? 'page' : undefined}>
                <Icon name={item.icon} />
                {item.name === 'sagas' ? o.menu.parked : o.menu[item.name]}
              </A>
            ))}
            <button
              type="button"
              aria-haspopup="dialog"
              aria-current={rest.some(({ isAt }) => isAt(path)) ? 'page' : undefined}
              onClick={() => setMenu(true)}
            >
              <Icon name="menu" />
              {o.frame.more}
            </button>
          </nav>
        </div>
      </div>
      <Dialog side="end" open={menu} onClose={() => setMenu(false)} title={o.frame.menu} close={o.frame.close}>
        <div className="stack">
          <nav className="side-nav" aria-label={o.frame.more} onClick={() => setMenu(false)}>
            {rest.map((item) => (
              <A key={item.name} href={item.href} aria-current={item.isAt(path) ? 'page' : undefined}>
                <Icon name={item.icon} />
                {o.menu[item.name]}
              </A>
            ))}
          </nav>
          <Who person={person} />
        </div>
      </Dialog>
      <ToastPlace />
    </>
  );
}

/** How many orders wait for a person; nothing where none does. */
function Parked() {
  const { data } = useQuery(parkedCount());
  const { number } = useWords();
  if (!data || data.count === 0) return null;
  return (
    <span className="n hot">
      {number(data.count)}
      {data.more && '+'}
    </span>
  );
}

function Who({ person }: { person: Person }) {
  const { t, locale, setLocale } = useWords();
  const o = useOffice();
  return (
    <div className="who">
      <p>
        <strong>{person.name}</strong>
        <span>{o.users.roles[person.role]}</span>
      </p>
      <div className="row wrap">
        <LanguagePick
          label={t.frame.language}
          names={LANGUAGE_NAMES}
          chosen={locale}
          onChoose={(next) => void setLocale(next)}
        />
        <ThemePick names={t.frame.theme} />
        <a href="/">{o.frame.toShop}</a>
        <button type="button" onClick={() => void leaveOffice()}>
          {t.frame.signOut}
        </button>
      </div>
    </div>
  );
}

function Offline() {
  const o = useOffice();
  const online = useOnline();
  return <div role="status">{!online && <p className="band">{o.frame.offline}</p>}</div>;
}
