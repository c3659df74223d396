import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { Check, Select, type Sending } from '../kit/form.tsx';
import { Bone, Empty, Note } from '../kit/states.tsx';
import { queries } from '../shop/client.ts';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { useChange } from './change.ts';
import { type AdminUser, changeUser, ROLES, type Role, user, users } from './data/users.ts';
import { Desk } from './desk.tsx';
import { isStale, useExplain } from './explain.ts';
import { A, paths, useSearch } from './link.tsx';
import { type Column, Find, ListTable, Pick } from './list.tsx';
import { useMay, useWho } from './person.ts';
import { Read } from './states.tsx';
import { say } from './toast.tsx';

export function UsersPage() {
  const o = useOffice();
  const { day } = useWords();
  const [search, sayAddress] = useSearch();
  const text = search.get('q') ?? '';
  const role = ROLES.find((one) => one === search.get('role'));
  const open = /^usr_[0-9A-Z]{26}$/.exec(search.get('user') ?? '')?.[0];
  const query = useInfiniteQuery(users({ ...(text ? { query: text } : {}), ...(role ? { role } : {}) }));
  const clear = () => sayAddress({ q: undefined, role: undefined });
  const columns: readonly Column<AdminUser>[] = [
    {
      name: 'user',
      head: o.users.user,
      cell: ({ id, name, email }) => (
        <>
          <button type="button" className="row-link" onClick={() => sayAddress({ user: id })}>
            {name}
          </button>
          <span className="sub">{email}</span>
        </>
      ),
    },
    { name: 'role', head: o.users.role, cell: ({ role: one }) => o.users.roles[one] },
    { name: 'since', head: o.users.since, wide: true, cell: ({ createdAt }) => day(createdAt) },
    {
      name: 'state',
      head: o.users.state,
      cell: ({ disabled, emailVerified }) =>
        disabled ? (
          <span className="tag bad">{o.users.shut}</span>
        ) : emailVerified ? (
          <span className="tag good">{o.users.open}</span>
        ) : (
          <span className="tag wait">{o.users.unverified}</span>
        ),
    },
  ];
  return (
    <Desk title={o.users.title} tools={<Find label={o.users.find} />}>
      <div className="filters">
        <Pick
          name="role"
          label={o.users.role}
          all={o.list.all}
          options={ROLES.map((one) => [one, o.users.roles[one]] as const)}
        />
      </div>
      <ListTable
        query={query}
        narrowed={text !== '' || role !== undefined}
        onClear={clear}
        empty={<Empty icon="people" title={o.users.empty} />}
        caption={o.users.title}
        columns={columns}
        idOf={({ id }) => id}
        nameOf={({ name }) => name}
      />
      {open && <UserDialog key={open} id={open} onClose={() => sayAddress({ user: undefined })} />}
    </Desk>
  );
}

function UserDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const o = useOffice();
  const query = useQuery(user(id));
  return (
    <Dialog
      side="end"
      open
      onClose={onClose}
      title={query.data ? o.users.changeOf(query.data.name) : o.users.change}
      close={o.frame.close}
    >
      <Read query={query} bones={<Bone height="14rem" />}>
        {(shown) => <Change shown={shown} onDone={onClose} />}
      </Read>
    </Dialog>
  );
}

function Change({ shown, onDone }: { shown: AdminUser; onDone: () => void }) {
  const o = useOffice();
  const { day } = useWords();
  const may = useMay();
  const me = useWho();
  const explained = useExplain();
  const [role, setRole] = useState<Role>(shown.role);
  const [disabled, setDisabled] = useState(shown.disabled);
  const change = useChange(
    async () => {
      try {
        return await changeUser(shown.id, shown.version, {
          ...(role === shown.role ? {} : { role }),
          ...(disabled === shown.disabled ? {} : { disabled }),
        });
      } catch (error) {
        if (isStale(error)) await queries.invalidateQueries({ queryKey: user(shown.id).queryKey });
        throw error;
      }
    },
    ({ name }) => {
      say(o.users.saved(name));
      onDone();
    },
  );
  const own = me.id === shown.id;
  const dirty = role !== shown.role || disabled !== shown.disabled;
  const submit = (event: Sending) => {
    event.preventDefault();
    if (dirty) change.mutate(undefined);
  };
  const { error } = change;
  return (
    <div className="stack">
      <dl className="pairs">
        <dt>{o.users.user}</dt>
        <dd>{shown.email}</dd>
        <dt>{o.users.since}</dt>
        <dd>{day(shown.createdAt)}</dd>
        <dt>{o.users.language}</dt>
        <dd>{new Intl.DisplayNames(document.documentElement.lang, { type: 'language' }).of(shown.locale)}</dd>
        <dt>{o.users.permissions}</dt>
        <dd className="small">
          {shown.permissions.length > 0 ? (
            <span className="mono">{shown.permissions.join(', ')}</span>
          ) : (
            o.users.noPermissions
          )}
        </dd>
      </dl>
      {may('orders:read') && (
        <A className="bead sm" href={paths.ordersOf(shown.id)}>
          {o.users.theirOrders}
        </A>
      )}
      {own ? (
        <Note icon="lock">
          <p>{o.users.own}</p>
        </Note>
      ) : (
        <form className="stack" onSubmit={submit}>
          {error && (
            <div role="alert">
              <Note tone={isStale(error) ? 'wait' : 'bad'} icon={isStale(error) ? 'people' : 'warn'}>
                <strong>{explained(error).title}</strong>
                {isStale(error) && <p>{o.users.conflict}</p>}
              </Note>
            </div>
          )}
          <Select
            label={o.users.role}
            name="role"
            hint={o.users.roleHint}
            value={role}
            onChange={({ target }) => setRole(target.value as Role)}
          >
            {ROLES.map((one) => (
              <option key={one} value={one}>
                {o.users.roles[one]}
              </option>
            ))}
          </Select>
          <Check name="disabled" checked={disabled} onChange={({ target }) => setDisabled(target.checked)}>
            {o.users.shutIt}
          </Check>
          <p className="small muted">{o.users.shutHint}</p>
          <button type="submit" className="bead hot" disabled={!dirty || change.isPending}>
            {o.users.save}
          </button>
        </form>
      )}
    </div>
  );
}
