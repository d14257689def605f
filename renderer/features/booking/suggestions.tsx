import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import type { DayPart } from '../../../shared/domain/clinic-settings.ts';
import type { AppointmentTypeId, DoctorId, SpecializationId } from '../../../shared/ids.ts';
import { addDays, type CivilDate } from '../../../shared/time/civil-date.ts';
import { useTRPC } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import classes from './booking.module.css';
import { SlotButtons } from './slot-buttons.tsx';
import { spreadSlots } from './spread-slots.ts';

type Pick = (slot: SlotDto) => void;
type OfDoctor = {
  readonly doctorId: DoctorId;
  readonly typeId: AppointmentTypeId;
  readonly from: CivilDate;
  readonly days: number;
  /** Where it is not as long as visits of its kind are. */
  readonly durationMin?: number;
  readonly chosen: string | undefined;
  readonly onPick: Pick;
};

/** One doctor's free times from a day on, a row for each day that has some. */
export function DoctorSuggestions({ doctorId, typeId, from, days, chosen, onPick, ...length }: OfDoctor) {
  const { t } = useTranslation('booking');
  const trpc = useTRPC();
  const format = useFormat();
  const to = addDays(from, days - 1);
  const found = useQuery(
    trpc.schedule.slots.queryOptions(
      { doctorId, appointmentTypeId: typeId, from, to, ...length },
      { staleTime: 0 },
    ),
  );
  const byDay = useMemo(
    () => Map.groupBy(spreadSlots(found.data?.slots ?? []), (slot) => format.dayOf(slot.startsAt)),
    [found.data, format],
  );
  if (found.data === undefined) return <p className={classes.soft}>{t('openings.loading')}</p>;
  if (byDay.size === 0) return <p className={classes.soft}>{t('openings.none', { count: days })}</p>;
  return (
    <div data-slot-scope className={classes.days}>
      {[...byDay].map(([day, slots]) => (
        <div key={day} className={classes.dayRow}>
          <span className={classes.dayName}>{format.dayShort(day)}</span>
          <SlotButtons label={format.dayLong(day)} slots={slots} chosen={chosen} onPick={onPick} />
        </div>
      ))}
    </div>
  );
}

/** A time is chosen with somebody: others may be free at the same one. */
export type ChosenSlot = { readonly doctorId: DoctorId | undefined; readonly startsAt: string | undefined };

type OfAnyone = {
  readonly typeId: AppointmentTypeId;
  /** Only doctors of this one. */
  readonly specializationId?: SpecializationId | undefined;
  readonly from: CivilDate;
  readonly dayPart?: DayPart | undefined;
  readonly chosen: ChosenSlot;
  /** How deep the doctors' names stand below what the times are headed by. */
  readonly heading?: 'h3' | 'h4';
  readonly onPick: Pick;
};
const DAYS_AHEAD = 30;
const PER_DOCTOR = 20;
const SHOWN_PER_DOCTOR = 4;

/** The first free times of every doctor who offers the type, the earliest doctor first. */
export function AnyoneSuggestions(props: OfAnyone) {
  const { typeId, specializationId, from, dayPart, chosen, heading: Heading = 'h4', onPick } = props;
  const { t } = useTranslation('booking');
  const trpc = useTRPC();
  const overview = useOverview();
  const wanted = { appointmentTypeId: typeId, specializationId, from, dayPart };
  const input = { ...wanted, days: DAYS_AHEAD, perDoctor: PER_DOCTOR };
  const found = useQuery(trpc.schedule.nextOpenings.queryOptions(input, { staleTime: 0 }));
  const doctors = useMemo(() => inOrder(found.data?.doctors ?? []), [found.data]);
  if (found.data === undefined) return <p className={classes.soft}>{t('openings.loading')}</p>;
  if (doctors.length === 0)
    return <p className={classes.soft}>{t('openings.none', { count: DAYS_AHEAD })}</p>;
  return (
    <div data-slot-scope className={classes.days}>
      {doctors.map(({ doctorId, slots }) => {
        const name = overview?.doctors.find((doctor) => doctor.id === doctorId)?.name ?? '';
        return (
          <div key={doctorId} className={classes.doctorBlock}>
            <Heading>{name}</Heading>
            <SlotButtons
              label={name}
              slots={slots}
              chosen={chosen.doctorId === doctorId ? chosen.startsAt : undefined}
              isDayShown
              onPick={onPick}
            />
          </div>
        );
      })}
    </div>
  );
}

function inOrder(doctors: readonly { doctorId: DoctorId; slots: SlotDto[] }[]) {
  const first = (doctor: { slots: SlotDto[] }) => doctor.slots[0]?.startsAt ?? '';
  return doctors
    .map(({ doctorId, slots }) => ({ doctorId, slots: spreadSlots(slots).slice(0, SHOWN_PER_DOCTOR) }))
    .filter(({ slots }) => slots.length > 0)
    .sort((a, b) => (first(a) < first(b) ? -1 : 1));
}
