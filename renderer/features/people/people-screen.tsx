import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserDto } from '../../../shared/contracts/users.ts';
import { ROLES, type Role } from '../../../shared/domain/roles.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { usePages } from '../../lib/use-pages.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import { InvitationList } from './invitation-list.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { PeopleTable } from './people-table.tsx';
import { PersonCard } from './person-card.tsx';
import classes from './people.module.css';

type View = 'accounts' | 'invitations';
type Filters = {
  readonly query: string;
  readonly role: Role | undefined;
  readonly isActive: boolean | undefined;
};

const ALL: Filters = { query: '', role: undefined, isActive: undefined };
const A_PAGE = 50;

/** Who can sign in here, as what, and who is to come? */
export function PeopleScreen() {
  const { t } = useTranslation('people');
  const [view, setView] = useState<View>('accounts');
  const [filters, setFilters] = useState(ALL);
  const [isInviting, setInviting] = useState(false);
  return (
    <main id="content" className={classes.page}>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title}>{t('title')}</h1>
          <p className={classes.lead}>{t('lead')}</p>
        </div>
        <Button onClick={() => setInviting(true)}>{t('invite.open')}</Button>
      </header>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={t('views.label')}
          data={[
            { value: 'accounts', label: t('views.accounts') },
            { value: 'invitations', label: t('views.invitations') },
          ]}
          value={view}
          onChange={(chosen) => setView(chosen === 'invitations' ? 'invitations' : 'accounts')}
        />
        {view === 'accounts' && <FilterBar filters={filters} onFilters={setFilters} />}
      </div>
      {view === 'accounts' ? <Accounts filters={filters} /> : <InvitationList />}
      {isInviting && (
        <InviteDialog
          onClose={() => setInviting(false)}
          onInvited={() => {
            setInviting(false);
            setView('invitations');
          }}
        />
      )}
    </main>
  );
}

type BarProps = { readonly filters: Filters; readonly onFilters: (filters: Filters) => void };

function FilterBar({ filters, onFilters }: BarProps) {
  const { t } = useTranslation(['people', 'common']);
  return (
    <>
      <TextInput
        label={t('find')}
        placeholder={t('findHint')}
        value={filters.query}
        onChange={(event) => onFilters({ ...filters, query: event.currentTarget.value })}
      />
      <Select
        label={t('role')}
        placeholder={t('anyRole')}
        clearable
        value={filters.role ?? null}
        onChange={(role) => onFilters({ ...filters, role: ROLES.find((known) => known === role) })}
        data={ROLES.map((role) => ({ value: role, label: t(`common:roles.${role}`) }))}
      />
      <Select
        label={t('state')}
        placeholder={t('anyState')}
        clearable
        value={filters.isActive === undefined ? null : String(filters.isActive)}
        onChange={(state) =>
          onFilters({ ...filters, isActive: state === null ? undefined : state === 'true' })
        }
        data={[
          { value: 'true', label: t('active') },
          { value: 'false', label: t('disabled') },
        ]}
      />
    </>
  );
}

function Accounts({ filters }: { readonly filters: Filters }) {
  const { t } = useTranslation('people');
  const trpc = useTRPC();
  const api = useTRPCClient();
  const query = useDeferredValue(filters.query);
  const { role, isActive } = filters;
  const { list, items: accounts } = usePages(
    [...trpc.users.list.pathKey(), query, role, isActive],
    (cursor) => api.users.list.query({ query, role, isActive, limit: A_PAGE, cursor }),
  );
  const [chosenId, setChosenId] = useState<UserDto['id']>();
  const chosen = accounts.find(({ id }) => id === chosenId);
  return (
    <div className={classes.split}>
      <div className={classes.lines}>
        {list.isPending && <LoadingLines rows={12} />}
        {list.isError && <LoadFailed error={list.error} onRetry={() => void list.refetch()} />}
        {accounts.length > 0 && (
          <PeopleTable accounts={accounts} chosen={chosen} onChoose={({ id }) => setChosenId(id)} />
        )}
        {list.isSuccess && accounts.length === 0 && (
          <PageNote icon="search" title={t('empty')} hint={t('emptyHint')} />
        )}
        {list.hasNextPage && (
          <div className={classes.more}>
            <Button
              variant="default"
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {t('more')}
            </Button>
          </div>
        )}
      </div>
      <PersonCard person={chosen} />
    </div>
  );
}
