import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Field, type Sending, TroubleNote, typedIn } from '../kit/form.tsx';
import { Note } from '../kit/states.tsx';
import { forgotPassword, resetPassword } from '../shop/account.ts';
import { explain } from '../shop/problems.ts';
import { useWords } from '../words/words.tsx';
import { AuthCard } from './auth-card.tsx';

const route = getRouteApi('/reset');

const typed = (event: Sending, name: string): string => {
  event.preventDefault();
  return typedIn(event.currentTarget, name);
};

/** Without a token it asks for the address, with the one of a mail for the new password. */
export function ResetPage() {
  const { token } = route.useSearch();
  return token === undefined ? <Forgot /> : <Choose token={token} />;
}

function Forgot() {
  const { t } = useWords();
  const ask = useMutation({ mutationFn: forgotPassword });
  return (
    <AuthCard title={t.reset.title} lead={t.reset.forgotLead} progress={30}>
      <TroubleNote trouble={ask.error ? explain(ask.error, t, t.hints) : undefined} reference={t.frame.reference} />
      {ask.isSuccess && (
        <div role="status">
          <Note tone="good" icon="mail">
            <p>{t.reset.forgotSent}</p>
          </Note>
        </div>
      )}
      <form className="stack" onSubmit={(event) => ask.mutate(typed(event, 'email'))}>
        <Field label={t.signIn.email} name="email" type="email" autoComplete="username" required />
        <button className="bead hot big wide" type="submit" disabled={ask.isPending}>
          {t.reset.forgotSubmit}
        </button>
      </form>
    </AuthCard>
  );
}

function Choose({ token }: { token: string }) {
  const { t } = useWords();
  const set = useMutation({ mutationFn: (password: string) => resetPassword(token, password) });
  if (set.isSuccess) {
    return (
      <AuthCard title={t.reset.done} lead={t.reset.doneText} progress={100}>
        <Link className="bead hot big start" to="/sign-in">
          {t.signIn.submit}
        </Link>
      </AuthCard>
    );
  }
  const trouble = set.error ? explain(set.error, t, t.hints) : undefined;
  return (
    <AuthCard title={t.reset.title} lead={t.reset.lead} progress={60}>
      <TroubleNote trouble={trouble} reference={t.frame.reference} />
      <form className="stack" onSubmit={(event) => set.mutate(typed(event, 'password'))}>
        <Field
          label={t.account.newPassword}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          minLength={12}
          hint={t.register.passwordHint}
          error={trouble?.fields.find(({ name }) => name === 'password')?.message}
        />
        <button className="bead hot big wide" type="submit" disabled={set.isPending}>
          {t.reset.submit}
        </button>
      </form>
    </AuthCard>
  );
}
