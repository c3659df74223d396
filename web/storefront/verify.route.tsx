import { useMutation } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { TroubleNote } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { verifyEmail } from '../shop/account.ts';
import { explain } from '../shop/problems.ts';
import { useWords } from '../words/words.tsx';
import { AuthCard } from './auth-card.tsx';

const route = getRouteApi('/verify');

/** The link of a mail leads here; looking at it changes nothing, a click does. */
export function VerifyPage() {
  const { t } = useWords();
  const { token } = route.useSearch();
  const confirm = useMutation({ mutationFn: verifyEmail });
  if (confirm.isSuccess) {
    return (
      <AuthCard title={t.verify.done} lead={t.verify.doneText} progress={100}>
        <Link className="bead hot big start" to="/sign-in">
          {t.signIn.submit} <Icon name="arrow" />
        </Link>
      </AuthCard>
    );
  }
  return (
    <AuthCard title={t.verify.title} lead={token ? t.verify.lead : t.verify.noToken} progress={85}>
      <TroubleNote trouble={confirm.error ? explain(confirm.error, t) : undefined} reference={t.frame.reference} />
      {token && (
        <button
          type="button"
          className="bead hot big start"
          disabled={confirm.isPending}
          onClick={() => confirm.mutate(token)}
        >
          {t.verify.submit}
        </button>
      )}
    </AuthCard>
  );
}
