import { ActionIcon, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ComponentType, useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecallDto } from '../../../shared/contracts/recalls.ts';
import { overdueDays } from '../../../shared/domain/recalls.ts';
import { toCivilDate } from '../../../shared/time/civil-date.ts';
import { useTRPC } from '../../lib/api.ts';
import { useFocusHome } from '../../lib/focus-return.ts';
import { useFormat } from '../../lib/format.ts';
import { useDeskLateWords } from '../../lib/desk-late-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { KeysHelp } from '../../ui/keys/keys-help.tsx';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import type { PatientPickerProps } from '../../ui/visit/whom.tsx';
import { RecallDialog } from './recall-dialog.tsx';
import { RecallFilters } from './recall-filters.tsx';
import { FIRST_RECALL, RecallTable } from './recall-table.tsx';
import classes from './recalls.module.css';
import { useRecallActs } from './use-recall-acts.ts';
import { useRecallKeys, useRecallKeyWords } from './use-recall-keys.ts';
import { type Filters, useRecalls } from './use-recalls.ts';

type Props = {
  /** Another feature's, handed in by the app. */
  readonly PatientPicker: ComponentType<PatientPickerProps>;
};
type Open = { readonly recall: RecallDto | null };

const focusList = () => document.querySelector<HTMLElement>(FIRST_RECALL)?.focus();

/** Who should have come again, and has anybody called? */
export function RecallsScreen({ PatientPicker }: Props) {
  useDeskLateWords('recalls');
  const { t } = useTranslation(['recalls', 'common']);
  const [filters, setFilters] = useState<Filters>({});
  const [dialog, setDialog] = useState<Open | null>(null);
  const [areKeysShown, setKeysShown] = useState(false);
  const { list, items } = useRecalls(filters);
  const acts = useRecallActs();
  const keyWords = useRecallKeyWords();
  const isNarrowed = Object.values(filters).some((value) => value !== undefined);
  const close = () => {
    setDialog(null);
    setTimeout(focusList);
  };
  useFocusHome(useCallback(focusList, []));
  useRecallKeys({
    onAdd: () => setDialog({ recall: null }),
    onKeys: () => setKeysShown(true),
    onUndo: acts.undo,
    onList: focusList,
  });

  return (
    <main id="content" className={classes.screen}>
      <header className={classes.head}>
        <h1>{t('title')}</h1>
        {list.isSuccess && <Answer items={items} />}
        <span className={classes.space} />
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setDialog({ recall: null })}>
          {t('add')}
        </Button>
        <ActionIcon
          variant="default"
          size={32}
          aria-label={t('keys.open')}
          title={t('keys.open')}
          onClick={() => setKeysShown(true)}
        >
          ?
        </ActionIcon>
      </header>
      <RecallFilters filters={filters} onFilters={setFilters} isNarrowed={isNarrowed} />
      {list.isPending && <LoadingLines rows={6} />}
      {list.isError && <LoadFailed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <Nobody isNarrowed={isNarrowed} onBooked={() => setFilters({ state: 'booked' })} />
      )}
      {items.length > 0 && (
        <div className={classes.scroll}>
          <RecallTable recalls={items} acts={acts} onEdit={(recall) => setDialog({ recall })} />
          {list.hasNextPage && (
            <Button
              variant="default"
              className={classes.next}
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {t('common:actions.showMore')}
            </Button>
          )}
        </div>
      )}
      {dialog !== null && (
        <RecallDialog recall={dialog.recall} PatientPicker={PatientPicker} onClose={close} />
      )}
      <KeysHelp
        title={t('keys.title')}
        groups={keyWords}
        isOpen={areKeysShown}
        onClose={() => setKeysShown(false)}
      />
    </main>
  );
}

/** Nobody to be reached: all of them were, or nobody was put on the list yet. */
function Nobody({ isNarrowed, onBooked }: { readonly isNarrowed: boolean; readonly onBooked: () => void }) {
  const { t } = useTranslation('recalls');
  const booked = useQuery(useTRPC().recalls.list.queryOptions({ state: 'booked', limit: 1 }));
  if (isNarrowed) return <PageNote icon="check" title={t('emptyFiltered')} />;
  const isSomebodyBooked = (booked.data?.items.length ?? 0) > 0;
  return (
    <PageNote
      icon="check"
      title={t('empty')}
      hint={t(isSomebodyBooked ? 'emptyBooked' : 'emptyHint')}
      action={
        isSomebodyBooked && (
          <Button variant="default" onClick={onBooked}>
            {t('showBooked')}
          </Button>
        )
      }
    />
  );
}

/** The screen's question, answered in one line. */
function Answer({ items }: { readonly items: readonly RecallDto[] }) {
  const { t } = useTranslation('recalls');
  const today = useFormat().today();
  const late = items.filter(
    ({ can, dueOn }) => can.write && overdueDays(toCivilDate(dueOn), today) > 0,
  ).length;
  return (
    <p className={classes.answer} data-level={late > 0 ? 'late' : 'fine'} role="status">
      <Icon name={late > 0 ? 'alert' : 'check'} size={16} />
      {late === 0 ? t('nobodyOverdue') : t('overdueOnes', { count: late })}
    </p>
  );
}
