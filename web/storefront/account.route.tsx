import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { Field, Select, TroubleNote, typedIn } from '../kit/form.tsx';
import { Icon, type IconName } from '../kit/icon.tsx';
import { Bone, Empty, Note } from '../kit/states.tsx';
import {
  addresses,
  changeEmail,
  changeMe,
  changePassword,
  endSession,
  eraseMe,
  exportOf,
  removeAddress,
  requestExport,
  type SavedAddress,
  saveAddress,
  sessions,
} from '../shop/account.ts';
import { queries, Refused } from '../shop/client.ts';
import { explain } from '../shop/problems.ts';
import { meOptions, sessionEnded, useSession } from '../shop/session.ts';
import { LOCALES, type Locale } from '../words/locales.ts';
import { useWords } from '../words/words.tsx';
import { AddressFields, addressOf, type Draft, draftOf } from './address-fields.tsx';
import { Failed, Missing } from './fallbacks.tsx';
import './account.css';

const route = getRouteApi('/account/{-$part}');
const PARTS = ['profile', 'addresses', 'security', 'data'] as const;
const ICONS: Readonly<Record<(typeof PARTS)[number], IconName>> = {
  profile: 'user',
  addresses: 'home',
  security: 'lock',
  data: 'shield',
};
const LANGUAGE_NAMES: Readonly<Record<Locale, string>> = { en: 'English', de: 'Deutsch', fr: 'Français' };

export function AccountPage() {
  const { t, day } = useWords();
  const { part: named = 'profile' } = route.useParams();
  const part = PARTS.find((one) => one === named);
  const session = useSession();
  const me = useQuery({ ...meOptions, enabled: session === 'user' });
  if (session === 'guest') return <Navigate to="/sign-in" search={{ next: '/account' }} replace />;
  if (!part) return <Missing title={t.errors.notFound} text={t.errors.notFoundText} />;
  if (me.isError && !me.data) return <Failed error={me.error} reset={() => void me.refetch()} />;
  const Shown = { profile: Profile, addresses: Addresses, security: Security, data: Data }[part];
  return (
    <main id="main" className="p-account page" aria-busy={!me.data || undefined}>
      <title>{`${t.account.title} · PrintVerse`}</title>
      <div className="head">
        <h1 tabIndex={-1}>{me.data?.name ?? <Bone width="14rem" height="2.6rem" />}</h1>
        <p className="muted">{me.data ? t.account.since(day(me.data.createdAt)) : <Bone width="10rem" />}</p>
      </div>
      <div className="lay">
        <nav className="parts" aria-label={t.account.parts}>
          <Link to="/orders">
            <Icon name="box" />
            {t.orders.title}
          </Link>
          {PARTS.map((one) => (
            <Link
              key={one}
              to="/account/{-$part}"
              params={{ part: one }}
              activeProps={{}}
              aria-current={one === part ? 'page' : undefined}
            >
              <Icon name={ICONS[one]} />
              {t.account[one]}
            </Link>
          ))}
        </nav>
        <div className="stack part">{me.data ? <Shown /> : <Bone height="14rem" />}</div>
      </div>
    </main>
  );
}

function Profile() {
  const { t, locale, setLocale } = useWords();
  const { data: me } = useQuery(meOptions);
  const change = useMutation({
    mutationFn: ({ name }: { name: string }) => changeMe({ name }, me?.version),
    onError: (error) => {
      if (error instanceof Refused && error.status === 412) void queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
  const speak = useMutation({
    mutationFn: async (next: Locale) => {
      await setLocale(next);
      await changeMe({ locale: next });
    },
  });
  if (!me) return null;
  const stale = change.error instanceof Refused && change.error.status === 412;
  return (
    <>
      <form
        className="plate pad stack"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({ name: typedIn(event.currentTarget, 'name') });
        }}
      >
        <h2>{t.account.profile}</h2>
        {stale ? (
          <Note tone="wait" icon="warn">
            <p>{t.account.changedElsewhere}</p>
            <p className="strong">{me.name}</p>
          </Note>
        ) : (
          <TroubleNote
            trouble={change.error ? explain(change.error, t, t.hints) : undefined}
            reference={t.frame.reference}
          />
        )}
        <Field label={t.account.name} name="name" defaultValue={me.name} autoComplete="name" required maxLength={100} />
        <div className="field">
          <span className="label">{t.account.email}</span>
          <p>
            {me.email}{' '}
            <Link className="small" to="/account/{-$part}" params={{ part: 'security' }}>
              {t.checkout.change}
            </Link>
          </p>
        </div>
        <div className="row">
          <button className="bead ink" type="submit" disabled={change.isPending}>
            {t.account.save}
          </button>
          <span role="status">{change.isSuccess && t.account.saved}</span>
        </div>
      </form>
      <div className="plate pad stack">
        <h2>{t.frame.language}</h2>
        <Select
          label={t.frame.language}
          name="locale"
          value={locale}
          hint={t.account.languageText}
          onChange={({ target }) => speak.mutate(target.value as Locale)}
        >
          {LOCALES.map((one) => (
            <option key={one} value={one} lang={one}>
              {LANGUAGE_NAMES[one]}
            </option>
          ))}
        </Select>
        <TroubleNote trouble={speak.error ? explain(speak.error, t) : undefined} reference={t.frame.reference} />
      </div>
    </>
  );
}

function Addresses() {
  const { t, country } = useWords();
  const list = useQuery(addresses());
  const [edited, setEdited] = useState<SavedAddress | 'new'>();
  const remove = useMutation({ mutationFn: removeAddress });
  return (
    <div className="plate pad stack">
      <div className="row between wrap">
        <h2>{t.account.addresses}</h2>
        <button type="button" className="bead sm" onClick={() => setEdited('new')}>
          <Icon name="plus" size="s" />
          {t.account.addAddress}
        </button>
      </div>
      <TroubleNote
        trouble={(list.error ?? remove.error) ? explain(list.error ?? remove.error, t) : undefined}
        reference={t.frame.reference}
      />
      {list.isPending && <Bone height="5rem" />}
      {list.data?.length === 0 && (
        <Empty icon="home" title={t.account.noAddresses}>
          {t.account.noAddressesText}
        </Empty>
      )}
      <ul className="rows">
        {list.data?.map((address) => (
          <li key={address.id}>
            <p>
              <strong>{address.label ?? address.name}</strong>
              <span className="line muted">
                {[address.label && address.name, address.company, address.line1, address.line2]
                  .filter(Boolean)
                  .join(', ')}
              </span>
              <span className="line muted">
                {address.postalCode} {address.city}, {country(address.country)}
              </span>
            </p>
            <div className="row">
              <button type="button" className="bead sm" onClick={() => setEdited(address)}>
                {t.account.edit}
              </button>
              <button
                type="button"
                className="bead bare sm"
                disabled={remove.isPending}
                onClick={() => remove.mutate(address.id)}
              >
                {t.account.remove}
              </button>
            </div>
          </li>
        ))}
      </ul>
      <Dialog
        open={edited !== undefined}
        onClose={() => setEdited(undefined)}
        title={edited === 'new' ? t.account.addAddress : t.account.editAddress}
        close={t.frame.close}
      >
        <AddressForm saved={edited === 'new' ? undefined : edited} onDone={() => setEdited(undefined)} />
      </Dialog>
    </div>
  );
}

function AddressForm({ saved, onDone }: { saved: SavedAddress | undefined; onDone: () => void }) {
  const { t } = useWords();
  const [draft, setDraft] = useState<Draft>(() => draftOf(saved ?? {}, ''));
  const [label, setLabel] = useState(saved?.label ?? '');
  const save = useMutation({
    mutationFn: () => saveAddress({ ...addressOf(draft), ...(label.trim() ? { label: label.trim() } : {}) }, saved),
    onSuccess: onDone,
  });
  const trouble = save.error ? explain(save.error, t, t.address.hints) : undefined;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TroubleNote trouble={trouble} reference={t.frame.reference} />
      <Field
        label={
          <>
            {t.address.label} <span className="faint plain">{t.product.optional}</span>
          </>
        }
        name="label"
        value={label}
        onChange={({ target }) => setLabel(target.value)}
        maxLength={50}
      />
      <AddressFields
        draft={draft}
        onChange={setDraft}
        errorOf={(name) => trouble?.fields.find((field) => field.name === name)?.message}
      />
      <button className="bead hot" type="submit" disabled={save.isPending}>
        {t.account.save}
      </button>
    </form>
  );
}

function Security() {
  const { t, moment } = useWords();
  const list = useQuery(sessions());
  const password = useMutation({ mutationFn: changePassword });
  const email = useMutation({ mutationFn: changeEmail });
  const end = useMutation({ mutationFn: endSession });
  return (
    <>
      <form
        className="plate pad stack"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          password.mutate(
            {
              currentPassword: typedIn(event.currentTarget, 'currentPassword'),
              newPassword: typedIn(event.currentTarget, 'newPassword'),
            },
            { onSuccess: () => form.reset() },
          );
        }}
      >
        <h2>{t.account.password}</h2>
        <TroubleNote
          trouble={password.error ? explain(password.error, t, t.hints) : undefined}
          reference={t.frame.reference}
        />
        <Field
          label={t.account.currentPassword}
          name="currentPassword"
          type="password"
          autoComplete="current-password"
          required
        />
        <Field
          label={t.account.newPassword}
          name="newPassword"
          type="password"
          autoComplete="new-password"
          required
          minLength={12}
          hint={t.register.passwordHint}
        />
        <div className="row wrap">
          <button className="bead ink" type="submit" disabled={password.isPending}>
            {t.account.changePassword}
          </button>
          <span role="status">{password.isSuccess && t.account.passwordChanged}</span>
        </div>
      </form>
      <form
        className="plate pad stack"
        onSubmit={(event) => {
          event.preventDefault();
          email.mutate({
            email: typedIn(event.currentTarget, 'email'),
            password: typedIn(event.currentTarget, 'password'),
          });
        }}
      >
        <h2>{t.account.email}</h2>
        <TroubleNote
          trouble={email.error ? explain(email.error, t, t.hints) : undefined}
          reference={t.frame.reference}
        />
        <Field label={t.account.newEmail} name="email" type="email" autoComplete="email" required />
        <Field label={t.signIn.password} name="password" type="password" autoComplete="current-password" required />
        <div className="row wrap">
          <button className="bead ink" type="submit" disabled={email.isPending}>
            {t.account.changeEmail}
          </button>
          <span role="status">{email.isSuccess && t.account.emailAsked}</span>
        </div>
      </form>
      <div className="plate pad stack">
        <h2>{t.account.sessions}</h2>
        {list.isPending && <Bone height="4rem" />}
        <TroubleNote
          trouble={(list.error ?? end.error) ? explain(list.error ?? end.error, t) : undefined}
          reference={t.frame.reference}
        />
        <ul className="rows">
          {list.data?.map((session) => (
            <li key={session.id}>
              <p>
                <strong>{browserOf(session.userAgent)}</strong>{' '}
                {session.current && <span className="tag good">{t.account.thisOne}</span>}
                <span className="line small muted">
                  {session.ip} · {t.account.lastUsed(moment(session.lastUsedAt))}
                </span>
              </p>
              {!session.current && (
                <button
                  type="button"
                  className="bead sm"
                  disabled={end.isPending}
                  onClick={() => end.mutate(session.id)}
                >
                  {t.account.end}
                </button>
              )}
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** What a browser calls itself, short enough to be known again. */
function browserOf(userAgent = ''): string {
  const browser = ['Edg', 'Firefox', 'Chrome', 'Safari'].find((name) => userAgent.includes(name)) ?? '?';
  const system = ['Android', 'iPhone', 'Windows', 'Mac', 'Linux'].find((name) => userAgent.includes(name));
  return [browser === 'Edg' ? 'Edge' : browser, system].filter(Boolean).join(', ');
}

function Data() {
  const { t } = useWords();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const ask = useMutation({ mutationFn: requestExport });
  const file = useQuery({ ...exportOf(ask.data?.id ?? ''), enabled: ask.data !== undefined });
  const erase = useMutation({
    mutationFn: eraseMe,
    onSuccess: async () => {
      // First away from a page that asks guests to sign in.
      await navigate({ to: '/' });
      sessionEnded();
    },
  });
  useEffect(() => () => queries.removeQueries({ queryKey: ['export'] }), []);
  const failed = file.data?.status === 'FAILED';
  return (
    <>
      <div className="plate pad stack">
        <h2>{t.account.export}</h2>
        <p className="muted">{t.account.exportText}</p>
        <TroubleNote
          trouble={(ask.error ?? file.error) ? explain(ask.error ?? file.error, t) : undefined}
          reference={t.frame.reference}
        />
        <div role="status" className="row wrap">
          {file.data?.status === 'READY' && file.data.url ? (
            <a className="bead hot" href={file.data.url} download>
              {t.account.exportReady}
            </a>
          ) : ask.data && !failed ? (
            <>
              <span className="bar growing">
                <i />
              </span>
              <span className="small muted">{t.account.exportPending}</span>
            </>
          ) : (
            <button type="button" className="bead ink" disabled={ask.isPending} onClick={() => ask.mutate()}>
              {t.account.exportAsk}
            </button>
          )}
          {failed && <span>{t.account.exportFailed}</span>}
        </div>
      </div>
      <div className="plate pad stack">
        <h2>{t.account.erase}</h2>
        <p className="muted">{t.account.eraseText}</p>
        <button type="button" className="bead danger start" onClick={() => setAsking(true)}>
          {t.account.eraseAsk}
        </button>
        <Dialog
          open={asking}
          onClose={() => setAsking(false)}
          title={t.account.erase}
          close={t.frame.close}
          foot={
            <div className="row wrap">
              <button type="button" className="bead danger" disabled={erase.isPending} onClick={() => erase.mutate()}>
                {t.account.eraseConfirm}
              </button>
              <button type="button" className="bead" onClick={() => setAsking(false)}>
                {t.account.eraseStay}
              </button>
            </div>
          }
        >
          <p>{t.account.eraseText}</p>
          <TroubleNote trouble={erase.error ? explain(erase.error, t) : undefined} reference={t.frame.reference} />
        </Dialog>
      </div>
    </>
  );
}
