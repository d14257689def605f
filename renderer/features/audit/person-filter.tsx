import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ROLES, STAFF_ROLES } from '../../../shared/domain/roles.ts';
import type { UserId } from '../../../shared/ids.ts';
import { useTRPC } from '../../lib/api.ts';

type Props = {
  readonly userId: UserId | undefined;
  readonly onPerson: (userId: UserId | undefined) => void;
};

const REST_MS = 200;
const OF_EACH_ROLE = 100;

/** Whose lines: those who work here, and by some letters of the name anybody who has an account. */
export function PersonFilter({ userId, onPerson }: Props) {
  const { t } = useTranslation('audit');
  const trpc = useTRPC();
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed.trim(), REST_MS);
  const people = useQueries({
    // Role by role: there are many more patients than anybody else, and a page of all would hold them alone.
    queries: (query === '' ? STAFF_ROLES : ROLES).map((role) =>
      trpc.users.list.queryOptions(
        { role, query: query === '' ? undefined : query, limit: OF_EACH_ROLE },
        { placeholderData: keepPreviousData },
      ),
    ),
    combine: (results) => results.flatMap(({ data }) => data?.items ?? []),
  });
  return (
    <Select
      label={t('filters.person')}
      placeholder={t('filters.anybody')}
      data={people.map(({ id, name }) => ({ value: id, label: name }))}
      value={userId ?? null}
      onChange={(id) => onPerson(people.find((person) => person.id === id)?.id)}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      clearable
    />
  );
}
