import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { WaitlistEntryDto } from '../../../shared/contracts/waitlist.ts';
import { toCivilDate } from '../../../shared/time/civil-date.ts';
import { useTRPC } from '../../lib/api.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { leadBack, standsAs } from '../../lib/undo-order.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { useWayBack } from '../../ui/use-way-back.ts';
import { fullName } from '../../ui/visit/patient-line.tsx';

/** Books for somebody on the list, takes them off, and says that they are on it or wait for something else; with the way back. */
export function useWaitlistActs() {
  const { t } = useTranslation('waitlist');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const say = useActToast();
  const wayBack = useWayBack();
  const onSettled = () => void queryClient.invalidateQueries(trpc.waitlist.pathFilter());
  const reopen = useMutation(trpc.waitlist.reopen.mutationOptions({ onSettled }));
  const withdraw = useMutation(trpc.waitlist.withdraw.mutationOptions({ onSettled }));
  const sayOff = (entry: WaitlistEntryDto, undo?: () => void, from?: number) => {
    const { id, version } = entry;
    const way = { act: 'waitlist.reopen', id, version, from } as const;
    say(t('withdrawn', { name: fullName(entry.patient) }), { undo, isOwn: true, way });
  };
  const sayOn = (entry: WaitlistEntryDto, undo?: () => void) => {
    const { id, version } = entry;
    const way = { act: 'waitlist.withdraw', id, version } as const;
    say(t('added', { name: fullName(entry.patient) }), { undo, isOwn: true, way });
  };
  return {
    book: useBookFor(),
    changed: useChanged(onSettled),
    takeOff: async ({ id, version: expectedVersion }: WaitlistEntryDto): Promise<void> => {
      try {
        const off = await withdraw.mutateAsync({ id, expectedVersion });
        const back = async () => {
          const again = await reopen.mutateAsync({ id, expectedVersion: standsAs(id, off.version) });
          leadBack(id, expectedVersion, again.version);
          sayOn(again);
        };
        sayOff(off, wayBack(back), expectedVersion);
      } catch (error) {
        say(errorText(error), { isBad: true });
      }
    },
    added: (entry: WaitlistEntryDto) => {
      onSettled();
      const { id, version } = entry;
      const back = async () =>
        sayOff(await withdraw.mutateAsync({ id, expectedVersion: standsAs(id, version) }));
      sayOn(entry, wayBack(back));
    },
  };
}

/** The booking dialog with what is known of them; the visit ends their place. */
function useBookFor() {
  const format = useFormat();
  const tasks = useDeskTasks();
  return (entry: WaitlistEntryDto) => {
    const { id, patient, appointmentTypeId: typeId, doctorId, earliestDate, urgency } = entry;
    const today = format.today();
    const day = toCivilDate(earliestDate) < today ? today : earliestDate;
    const waiting = { id, patient, typeId, urgency };
    tasks.book(doctorId === null ? { day, waiting } : { day, doctorId, waiting });
  };
}

/** Says that a place was changed; the way back is what was wished for before. */
function useChanged(onSettled: () => void) {
  const { t } = useTranslation('waitlist');
  const edit = useMutation(useTRPC().waitlist.edit.mutationOptions({ onSettled }));
  const say = useActToast();
  const wayBack = useWayBack();
  return (before: WaitlistEntryDto, { id, version, patient, state }: WaitlistEntryDto) => {
    onSettled();
    const name = fullName(patient);
    // The patient has been told of it, and no way back makes it stand again.
    const isOfferClosed = before.state === 'offered' && state === 'waiting';
    const back = async () => {
      const expectedVersion = standsAs(id, version);
      const again = await edit.mutateAsync({ ...wishOf(before), id, expectedVersion });
      leadBack(id, before.version, again.version);
      say(t(isOfferClosed ? 'changedBackNoOffer' : 'changedBack', { name }));
    };
    say(t(isOfferClosed ? 'changedNoOffer' : 'changed', { name }), { undo: wayBack(back), isOwn: true });
  };
}

function wishOf(entry: WaitlistEntryDto) {
  const { appointmentTypeId, doctorId, specializationId, earliestDate, latestDate } = entry;
  const { dayParts, urgency, note } = entry;
  return {
    appointmentTypeId,
    doctorId,
    specializationId,
    earliestDate,
    latestDate,
    dayParts,
    urgency,
    note,
  };
}
