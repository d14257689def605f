import { Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoctorDto } from '../../../shared/contracts/clinic.ts';
import type { RequestDto } from '../../../shared/contracts/requests.ts';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import type { AppointmentTypeId } from '../../../shared/ids.ts';
import { localTimeOf } from '../../../shared/time/clinic-zone.ts';
import { toInstant } from '../../../shared/time/instant.ts';
import { useTRPC } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import classes from './booking.module.css';
import { SlotButtons } from './slot-buttons.tsx';
import { spreadSlots } from './spread-slots.ts';
import type { ChosenSlot } from './suggestions.tsx';

type Props = {
  readonly request: RequestDto;
  /** With whom the visit can be. */
  readonly doctors: readonly DoctorDto[];
  readonly typeId: AppointmentTypeId;
  readonly chosen: ChosenSlot;
  readonly onPick: (slot: SlotDto) => void;
  readonly onNone: () => void;
};

/** The free times of the day the patient asked for, their part of the day first. */
export function WantedSlots({ request, doctors, typeId, chosen, onPick, onNone }: Props) {
  const { t } = useTranslation(['booking', 'common']);
  const format = useFormat();
  const slots = useSlotsOfDay({ request, doctors, typeId });
  const { asked, rest } = useByDayPart(slots ?? NONE, request);
  if (slots === undefined) return <p className={classes.soft}>{t('openings.loading')}</p>;
  if (asked.length + rest.length === 0)
    return (
      <div className={classes.none}>
        <p>{t('accept.noneThatDay', { day: format.dayLong(request.date) })}</p>
        <Button variant="default" onClick={onNone}>
          {t('accept.other')}
        </Button>
      </div>
    );
  const Part = request.doctorId === null ? PartOfAny : PartOfOne;
  const common = { doctors, chosen, onPick };
  return (
    <div data-slot-scope className={classes.days}>
      <Part {...common} label={t(`common:dayPart.${request.dayPart}`)} slots={asked} isAsked />
      {rest.length > 0 && <Part {...common} label={t('accept.sameDay')} slots={rest} />}
    </div>
  );
}

type PartProps = Pick<Props, 'doctors' | 'chosen' | 'onPick'> & {
  readonly label: string;
  readonly slots: readonly SlotDto[];
  /** The part of the day that was asked for. */
  readonly isAsked?: boolean;
};

function PartOfOne({ label, slots, chosen, onPick, isAsked = false }: PartProps) {
  const { t } = useTranslation('booking');
  return (
    <div className={classes.dayRow}>
      <span className={classes.dayName}>{isAsked ? <strong>{label}</strong> : label}</span>
      {slots.length === 0 ? (
        <span className={classes.soft}>{t('accept.noneInPart')}</span>
      ) : (
        <SlotButtons label={label} slots={slots} chosen={chosen.startsAt} onPick={onPick} />
      )}
    </div>
  );
}

/** Who has time first comes first. */
function PartOfAny({ label, slots, doctors, chosen, onPick }: PartProps) {
  const { t } = useTranslation('booking');
  const free = doctors
    .map(({ id, name }) => ({ id, name, own: slots.filter(({ doctorId }) => doctorId === id) }))
    .filter(({ own }) => own.length > 0)
    .toSorted((a, b) => (firstOf(a.own) < firstOf(b.own) ? -1 : 1));
  return (
    <div className={classes.doctorBlock}>
      <h3>{label}</h3>
      {slots.length === 0 && <span className={classes.soft}>{t('accept.noneInPart')}</span>}
      {free.map(({ id, name, own }) => (
        <div key={id} className={classes.doctorRow}>
          <span className={classes.dayName}>{name}</span>
          <SlotButtons
            label={`${label}, ${name}`}
            slots={own}
            chosen={chosen.doctorId === id ? chosen.startsAt : undefined}
            onPick={onPick}
          />
        </div>
      ))}
    </div>
  );
}

const firstOf = (slots: readonly SlotDto[]) => slots[0]?.startsAt ?? '';
const NONE: readonly SlotDto[] = [];

/** Undefined until all are known. */
function useSlotsOfDay({ request, doctors, typeId }: Pick<Props, 'request' | 'doctors' | 'typeId'>) {
  const trpc = useTRPC();
  const day = { appointmentTypeId: typeId, from: request.date, to: request.date };
  return useQueries({
    queries: doctors.map(({ id }) =>
      trpc.schedule.slots.queryOptions({ doctorId: id, ...day }, { staleTime: 0 }),
    ),
    combine: allSlots,
  });
}

function allSlots(found: readonly { readonly data?: { readonly slots: readonly SlotDto[] } | undefined }[]) {
  const known = found.flatMap(({ data }) => data ?? []);
  return known.length < found.length ? undefined : known.flatMap(({ slots }) => slots);
}

function useByDayPart(slots: readonly SlotDto[], request: RequestDto) {
  const format = useFormat();
  const hours = useOverview()?.settings.dayParts[request.dayPart];
  return useMemo(() => {
    const isAsked = (slot: SlotDto) => {
      const time = localTimeOf(toInstant(slot.startsAt), format.timeZone);
      return hours !== undefined && hours.start <= time && time < hours.end;
    };
    return {
      asked: spreadSlots(slots.filter(isAsked)),
      rest: spreadSlots(slots.filter((slot) => !isAsked(slot))),
    };
  }, [slots, format, hours]);
}
