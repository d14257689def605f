import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WaitlistEntryDto } from '../../../shared/contracts/waitlist.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { useTRPC } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useFormat } from '../../lib/format.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { rememberAct } from '../../lib/undo-order.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { LoadFailed } from '../../ui/page-note.tsx';
import { useActToast } from '../../ui/act-toast.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';
import { EntryLine } from './entry-line.tsx';
import classes from './waitlist.module.css';

export type ShownSlot = { readonly doctorId: DoctorId; readonly startsAt: string; readonly endsAt: string };
type Props = { readonly slot: ShownSlot; readonly onClose: () => void };

/** A time that has come free, and who could use it: one of them is booked, or all are asked. */
export function FreeSlot({ slot, onClose }: Props) {
  const { t } = useTranslation('waitlist');
  const format = useFormat();
  const trpc = useTRPC();
  const doctors = useOverview()?.doctors ?? [];
  const doctor = doctors.find(({ id }) => id === slot.doctorId)?.name ?? '';
  const candidates = useQuery(trpc.waitlist.candidates.queryOptions(slot));
  const acts = useActs(slot, onClose);
  const items = candidates.data?.items ?? [];
  return (
    <section
      className={classes.free}
      aria-label={t('free.title', { time: format.time(slot.startsAt), doctor })}
    >
      <h2>{t('free.title', { time: format.dateTime(slot.startsAt), doctor })}</h2>
      {candidates.isPending && <LoadingLines rows={2} />}
      {candidates.isError && (
        <LoadFailed error={candidates.error} onRetry={() => void candidates.refetch()} />
      )}
      {candidates.isSuccess && items.length === 0 && <p className={classes.soft}>{t('free.nobody')}</p>}
      <ul className={classes.list}>
        {items.map((entry) => (
          <EntryLine key={entry.id} entry={entry}>
            <Button variant="default" disabled={acts.isBusy} onClick={() => acts.book(entry)}>
              {t('free.book')}
            </Button>
          </EntryLine>
        ))}
      </ul>
      <div className={classes.acts}>
        {items.length > 0 && (
          <Button disabled={acts.isBusy} onClick={acts.offerToAll}>
            {t('free.offerAll', { count: items.length })}
          </Button>
        )}
        <Button variant="subtle" onClick={onClose}>
          {t('free.close')}
        </Button>
      </div>
    </section>
  );
}

function useActs(slot: ShownSlot, onDone: () => void) {
  const { t } = useTranslation(['waitlist', 'desk']);
  const format = useFormat();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const say = useActToast();
  const { undoOf } = useDeskTasks();
  const requestId = useRequestId();
  const common = {
    onError: (error: unknown) => say(errorText(error), { isBad: true }),
    onSettled: () => queryClient.invalidateQueries(trpc.waitlist.pathFilter()),
  };
  const book = useMutation(
    trpc.waitlist.book.mutationOptions({
      ...common,
      onSuccess: ({ entry, appointment }) => {
        const words = { name: fullName(entry.patient), time: format.dateTime(slot.startsAt) };
        say(t('free.booked', words), { undo: () => undoOf(appointment) });
        onDone();
      },
    }),
  );
  const offer = useMutation(
    trpc.waitlist.offer.mutationOptions({
      ...common,
      onSuccess: ({ invitedCount, expiresAt }) => {
        const words = { count: invitedCount, until: format.time(expiresAt) };
        say(t('free.offered', words));
        // It cannot be taken back, and the key must not take back what was done before it instead.
        rememberAct(() => say(t('desk:undone.refused', { why: t('free.told') }), { isBad: true }));
        onDone();
      },
    }),
  );
  return {
    isBusy: book.isPending || offer.isPending,
    book: ({ id, version: expectedVersion }: WaitlistEntryDto) => {
      const input = { id, expectedVersion, doctorId: slot.doctorId, startsAt: slot.startsAt };
      book.mutate({ ...input, requestId: requestId(input) });
    },
    offerToAll: () => offer.mutate({ ...slot, requestId: requestId(slot) }),
  };
}
