import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Icon, Logo } from '../kit/icon.tsx';
import type { SavedAddress } from '../shop/account.ts';
import { SANDBOX_TOKENS, type SandboxToken } from '../shop/orders.ts';
import { useWords } from '../words/words.tsx';
import './checkout.css';

/** Above whatever is ordered: nothing leads away from it but home. */
export function BarTop() {
  const { t } = useWords();
  return (
    <header className="bar-top">
      <div className="page">
        <Link className="logo" to="/">
          <Logo />
        </Link>
        <span className="push row small muted">
          <Icon name="lock" size="s" />
          <span className="only-wide">{t.checkout.secure}</span>
          <span className="only-small">{t.checkout.secureShort}</span>
        </span>
      </div>
    </header>
  );
}

/** The addresses that somebody has saved, and another one. In: what is called with the id that was chosen, or null for another. */
export function Book({
  book,
  chosen,
  onChange,
}: {
  book: readonly SavedAddress[];
  chosen: SavedAddress | undefined;
  onChange: (addressId: string | null) => void;
}) {
  const { t, country } = useWords();
  if (book.length === 0) return null;
  return (
    <fieldset>
      <legend className="sr">{t.checkout.saved}</legend>
      <div className="choice">
        {book.map((address) => (
          <Choice
            key={address.id}
            name="address"
            icon="home"
            title={address.label ?? address.name}
            text={[address.line1, `${address.postalCode ?? ''} ${address.city}`.trim(), country(address.country)].join(
              ', ',
            )}
            checked={chosen?.id === address.id}
            onChange={() => onChange(address.id)}
          />
        ))}
        <Choice
          name="address"
          icon="plus"
          title={t.checkout.another}
          checked={!chosen}
          onChange={() => onChange(null)}
        />
      </div>
    </fieldset>
  );
}

/** The cards of the sandbox. */
export function Cards({ token: chosen, onChange }: { token: SandboxToken; onChange: (token: SandboxToken) => void }) {
  const { t } = useWords();
  return (
    <>
      <p className="small muted">{t.checkout.sandbox}</p>
      <fieldset>
        <legend className="sr">{t.checkout.how}</legend>
        <div className="choice">
          {SANDBOX_TOKENS.map((token) => (
            <Choice
              key={token}
              name="token"
              icon="lock"
              title={t.checkout.tokens[token].name}
              text={t.checkout.tokens[token].text}
              checked={chosen === token}
              onChange={() => onChange(token)}
            />
          ))}
        </div>
      </fieldset>
    </>
  );
}

/** What somebody agrees to who orders. */
export function Binding({ children }: { children: ReactNode }) {
  const { t } = useWords();
  return (
    <p className="tiny muted">
      {t.checkout.binding}{' '}
      <Link to="/legal/$page" params={{ page: 'terms' }}>
        {t.frame.terms}
      </Link>
      ,{' '}
      <Link to="/legal/$page" params={{ page: 'privacy' }}>
        {t.frame.privacy}
      </Link>
      ,{' '}
      <Link to="/legal/$page" params={{ page: 'withdrawal' }}>
        {t.frame.withdrawal}
      </Link>
      . {children}
    </p>
  );
}

/** A part of an order's form. */
export function Step({
  number,
  title,
  done = false,
  current = false,
  children,
}: {
  number: number;
  title: string;
  done?: boolean;
  current?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={`step ${done ? 'done' : ''} ${current ? 'cur' : ''}`}>
      <div className="no" aria-hidden="true">
        <b>{done ? <Icon name="check" size="s" /> : number}</b>
      </div>
      <div>
        <h2>{title}</h2>
        {children}
      </div>
    </section>
  );
}

/** One of several that are told from each other by a picture, a name and a line. */
export function Choice({
  name,
  icon,
  title,
  text,
  checked,
  onChange,
}: {
  name: string;
  icon: 'home' | 'plus' | 'lock';
  title: string;
  text?: string;
  checked: boolean;
  onChange: () => void;
}) {
  return (
    <label>
      <input type="radio" name={name} checked={checked} onChange={onChange} />
      <span className="b">
        <Icon name={icon} />
        <b>{title}</b>
        {text && <small>{text}</small>}
      </span>
    </label>
  );
}
