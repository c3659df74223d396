import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link, Navigate, useRouter } from '@tanstack/react-router';
import { Check, Field, type Sending, TroubleNote, typedIn } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { Note } from '../kit/states.tsx';
import { resendVerification } from '../shop/account.ts';
import { Refused } from '../shop/client.ts';
import { explain } from '../shop/problems.ts';
import { signIn, useSession } from '../shop/session.ts';
import { useWords } from '../words/words.tsx';
import { AuthCard } from './auth-card.tsx';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { t } = useWords();
  const { next = '/account', ended } = route.useSearch();
  const session = useSession();
  const router = useRouter();
  const enter = useMutation({ mutationFn: signIn, onSuccess: () => router.history.replace(next) });
  const resend = useMutation({ mutationFn: resendVerification });
  if (session === 'user' && enter.isIdle) return <Navigate to={next} replace />;
  const submit = (event: Sending) => {
    event.preventDefault();
    const form = event.currentTarget;
    enter.mutate({
      email: typedIn(form, 'email'),
      password: typedIn(form, 'password'),
      rememberMe: typedIn(form, 'rememberMe') !== '',
    });
  };
  const { error } = enter;
  const unverified = error instanceof Refused && error.code === 'email-not-verified';
  const email = enter.variables?.email ?? '';
  return (
    <AuthCard title={t.signIn.title} lead={t.signIn.lead} progress={100}>
      {ended && !error && (
        <Note tone="wait" icon="clock">
          <p>{t.signIn.ended}</p>
        </Note>
      )}
      {unverified ? (
        <Note tone="wait" icon="mail">
          <p>{t.signIn.verifyFirst}</p>
          {resend.isSuccess ? (
            <p role="status">{t.signIn.resent}</p>
          ) : (
            <button type="button" className="bead sm" disabled={resend.isPending} onClick={() => resend.mutate(email)}>
              {t.signIn.resend}
            </button>
          )}
        </Note>
      ) : (
        <TroubleNote trouble={error ? explain(error, t, t.hints) : undefined} reference={t.frame.reference} />
      )}
      <form className="stack" onSubmit={submit}>
        <Field label={t.signIn.email} name="email" type="email" autoComplete="username" required />
        <Field label={t.signIn.password} name="password" type="password" autoComplete="current-password" required />
        <div className="row between wrap">
          <Check name="rememberMe" defaultChecked>
            {t.signIn.remember}
          </Check>
          <Link className="small" to="/reset">
            {t.signIn.forgot}
          </Link>
        </div>
        <button className="bead hot big wide" type="submit" disabled={enter.isPending || enter.isSuccess}>
          {t.signIn.submit}
        </button>
      </form>
      <p className="small muted">
        {t.signIn.newHere}{' '}
        <Link to="/register" search={{ next }}>
          {t.signIn.register} <Icon name="right" size="s" />
        </Link>
      </p>
    </AuthCard>
  );
}
