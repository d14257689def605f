import { Button, SegmentedControl } from '@mantine/core';
import { type ComponentType, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WaitlistEntryDto } from '../../../shared/contracts/waitlist.ts';
import { WAITLIST_STATES, type WaitlistState } from '../../../shared/domain/waitlist-order.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { usePages } from '../../lib/use-pages.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../ui/page-note.tsx';
import type { PatientPickerProps } from '../../ui/visit/whom.tsx';
import { EntryLine } from './entry-line.tsx';
import { FreeSlot, type ShownSlot } from './free-slot.tsx';
import { knownWish } from './known-wish.ts';
import { useWaitlistActs } from './use-waitlist-acts.ts';
import classes from './waitlist.module.css';
import { WishDialog } from './wish-dialog.tsx';

const A_PAGE = 50;
/** Those with an offer are among those who wait. */
const VIEWS = ['still', ...WAITLIST_STATES.filter((state) => !/^(waiting|offered)$/.test(state))] as const;

type Props = {
  /** A time that has come free, above the list. */
  readonly slot: ShownSlot | undefined;
  readonly onSlotClose: () => void;
  /** Who is to be put on the list, where somebody else has said so. */
  readonly add: string | undefined;
  readonly onAdded: () => void;
  /** Another feature's, handed in by the app. */
  readonly PatientPicker: ComponentType<PatientPickerProps>;
};

/** Who would come earlier? */
export function WaitlistScreen({ slot, onSlotClose, add, onAdded, PatientPicker }: Props) {
  const { t } = useTranslation(['waitlist', 'common']);
  const trpc = useTRPC();
  const api = useTRPCClient();
  const acts = useWaitlistActs();
  const [state, setState] = useState<WaitlistState>();
  const [isAdding, setIsAdding] = useState(false);
  const [editing, setEditing] = useState<WaitlistEntryDto>();
  const { list, items } = usePages([...trpc.waitlist.list.pathKey(), 'pages', state ?? 'still'], (cursor) =>
    api.waitlist.list.query({ state, limit: A_PAGE, cursor }),
  );
  return (
    <main id="content" className={classes.page}>
      <div className={classes.head}>
        <div>
          <h1 className={classes.title}>{t('title')}</h1>
          <p className={classes.lead}>{t('lead')}</p>
        </div>
        <Button onClick={() => setIsAdding(true)}>{t('add')}</Button>
      </div>
      {slot !== undefined && <FreeSlot slot={slot} onClose={onSlotClose} />}
      <SegmentedControl
        aria-label={t('views')}
        value={state ?? 'still'}
        onChange={(chosen) => setState(WAITLIST_STATES.find((known) => known === chosen))}
        data={VIEWS.map((view) => ({
          value: view,
          label: view === 'still' ? t('still') : t(`state.${view}`),
        }))}
      />
      {list.isPending && <LoadingLines rows={4} />}
      {list.isError && <LoadFailed error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <PageNote icon="check" title={t('empty')} hint={t('emptyHint')} />
      )}
      <ul className={classes.list}>
        {items.map((entry) => (
          <EntryLine key={entry.id} entry={entry}>
            {entry.can.book && (
              <Button variant="default" onClick={() => acts.book(entry)}>
                {t('book')}
              </Button>
            )}
            {entry.can.edit && (
              <Button variant="default" onClick={() => setEditing(entry)}>
                {t('change')}
              </Button>
            )}
            {entry.can.withdraw && (
              <Button variant="default" onClick={() => void acts.takeOff(entry)}>
                {t('withdraw')}
              </Button>
            )}
          </EntryLine>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="default" onClick={() => void list.fetchNextPage()}>
          {t('common:actions.showMore')}
        </Button>
      )}
      {(isAdding || add !== undefined) && (
        <WishDialog
          key={add}
          patientId={add}
          PatientPicker={PatientPicker}
          onSaved={acts.added}
          onClose={() => {
            setIsAdding(false);
            if (add === undefined) return;
            knownWish.drop();
            onAdded();
          }}
        />
      )}
      {editing !== undefined && (
        <WishDialog
          // As it stands by now, for who tries again after somebody else was faster.
          entry={items.find(({ id }) => id === editing.id) ?? editing}
          PatientPicker={PatientPicker}
          onSaved={(saved) => acts.changed(editing, saved)}
          onClose={() => setEditing(undefined)}
        />
      )}
    </main>
  );
}
