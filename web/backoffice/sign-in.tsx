import { useMutation } from '@tanstack/react-query';
import { useEffect, useId, useRef } from 'react';
import { Field, type Sending, TroubleNote, typedIn } from '../kit/form.tsx';
import { Logo } from '../kit/icon.tsx';
import { signIn } from '../shop/session.ts';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { useExplain } from './explain.ts';

/** The address stays what it is: whoever signs in sees the page that they asked for. */
export function SignIn() {
  const o = useOffice();
  return (
    <main id="main" className="door page">
      <title>{o.signIn.title}</title>
      <section className="plate pad stack">
        <p className="logo">
          <Logo />
        </p>
        <h1 tabIndex={-1}>{o.signIn.title}</h1>
        <p className="muted">{o.signIn.lead}</p>
        <SignInForm />
        <p className="small">
          <a href="/">{o.frame.toShop}</a>
        </p>
      </section>
    </main>
  );
}

/** Over the page that somebody was working on, which stays as it is and cannot be seen meanwhile. */
export function SignInAgain({ email }: { email: string }) {
  const o = useOffice();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog locked"
      aria-labelledby={heading}
      onCancel={(event) => event.preventDefault()}
      onClose={() => dialog.current?.isConnected && dialog.current.showModal()}
    >
      <div className="pad stack">
        <h2 id={heading}>{o.signIn.again}</h2>
        <p className="muted">{o.signIn.againLead}</p>
        <SignInForm email={email} />
      </div>
    </dialog>
  );
}

function SignInForm({ email }: { email?: string }) {
  const { t } = useWords();
  const o = useOffice();
  const explained = useExplain();
  const enter = useMutation({ mutationFn: signIn });
  const submit = (event: Sending) => {
    event.preventDefault();
    const form = event.currentTarget;
    enter.mutate({ email: typedIn(form, 'email'), password: typedIn(form, 'password'), rememberMe: false });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <TroubleNote trouble={enter.error ? explained(enter.error) : undefined} reference={t.frame.reference} />
      <Field
        label={t.signIn.email}
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={email}
        readOnly={email !== undefined}
        required
      />
      <Field label={t.signIn.password} name="password" type="password" autoComplete="current-password" required />
      <button className="bead hot big wide" type="submit" disabled={enter.isPending || enter.isSuccess}>
        {o.signIn.submit}
      </button>
    </form>
  );
}
