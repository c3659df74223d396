import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Field, type Sending, TroubleNote } from '../kit/form.tsx';
import { register, resendVerification } from '../shop/account.ts';
import { explain } from '../shop/problems.ts';
import { useWords } from '../words/words.tsx';
import { AuthCard } from './auth-card.tsx';

const route = getRouteApi('/register');
const SHORTEST_PASSWORD = 12;

export function RegisterPage() {
  const { t, locale } = useWords();
  const { next } = route.useSearch();
  const [typed, setTyped] = useState({ name: '', email: '', password: '' });
  const make = useMutation({ mutationFn: register });
  const resend = useMutation({ mutationFn: resendVerification });
  if (make.isSuccess) {
    return (
      <AuthCard title={t.register.sent} lead={t.register.sentText(typed.email)} progress={70}>
        {resend.isSuccess ? (
          <p role="status">{t.signIn.resent}</p>
        ) : (
          <button
            type="button"
            className="bead start"
            disabled={resend.isPending}
            onClick={() => resend.mutate(typed.email)}
          >
            {t.signIn.resend}
          </button>
        )}
        <Link className="bead ink start" to="/sign-in" search={next ? { next } : {}}>
          {t.signIn.submit}
        </Link>
      </AuthCard>
    );
  }
  const submit = (event: Sending) => {
    event.preventDefault();
    make.mutate({ ...typed, locale });
  };
  const trouble = make.error ? explain(make.error, t, t.hints) : undefined;
  const bind = (name: keyof typeof typed) => ({
    name,
    value: typed[name],
    error: trouble?.fields.find((field) => field.name === name)?.message,
    onChange: ({ target }: { target: { value: string } }) => setTyped({ ...typed, [name]: target.value }),
  });
  // The picture grows with what is filled in.
  const filled = [typed.name, typed.email, typed.password.length >= SHORTEST_PASSWORD].filter(Boolean).length;
  return (
    <AuthCard title={t.register.title} lead={t.register.lead} progress={10 + filled * 16}>
      <TroubleNote
        trouble={trouble}
        labelOf={(name) => (t.register as Record<string, unknown>)[name]?.toString() ?? name}
        reference={t.frame.reference}
      />
      <form className="stack" onSubmit={submit}>
        <Field label={t.register.name} {...bind('name')} autoComplete="name" required maxLength={100} />
        <Field label={t.register.email} {...bind('email')} type="email" autoComplete="username" required />
        <Field
          label={t.register.password}
          {...bind('password')}
          type="password"
          autoComplete="new-password"
          required
          minLength={SHORTEST_PASSWORD}
          hint={t.register.passwordHint}
        />
        <button className="bead hot big wide" type="submit" disabled={make.isPending}>
          {t.register.submit}
        </button>
      </form>
      <p className="small muted">
        {t.register.already}{' '}
        <Link to="/sign-in" search={next ? { next } : {}}>
          {t.signIn.submit}
        </Link>
      </p>
    </AuthCard>
  );
}
