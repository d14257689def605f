import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
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

type Props = {
  readonly request: RequestDto;
  readonly typeId: AppointmentTypeId;
  readonly chosen: string | undefined;
  readonly onPick: (slot: SlotDto) => void;
  readonly onNone: () => void;
};

/** The free times of the day the patient asked for, their part of the day first. */
export function WantedSlots({ request, typeId, chosen, onPick, onNone }: Props) {
  const { t } = useTranslation(['booking', 'common']);
  const trpc = useTRPC();
  const format = useFormat();
  const input = {
    doctorId: request.doctorId,
    appointmentTypeId: typeId,
    from: request.date,
    to: request.date,
  };
  const found = useQuery(trpc.schedule.slots.queryOptions(input, { staleTime: 0 }));
  const { asked, rest } = useByDayPart(found.data?.slots ?? [], request);
  if (found.data === undefined) return <p className={classes.soft}>{t('openings.loading')}</p>;
  if (asked.length + rest.length === 0)
    return (
      <div className={classes.none}>
        <p>{t('accept.noneThatDay', { day: format.dayLong(request.date) })}</p>
        <Button variant="default" onClick={onNone}>
          {t('accept.other')}
        </Button>
      </div>
    );
  const part = t(`common:dayPart.${request.dayPart}`);
  return (
    <div data-slot-scope className={classes.days}>
      <div className={classes.dayRow}>
        <span className={classes.dayName}>
          <strong>{part}</strong>
        </span>
        {asked.length === 0 ? (
          <span className={classes.soft}>{t('accept.noneInPart')}</span>
        ) : (
          <SlotButtons label={part} slots={asked} chosen={chosen} onPick={onPick} />
        )}
      </div>
      {rest.length > 0 && (
        <div className={classes.dayRow}>
          <span className={classes.dayName}>{t('accept.sameDay')}</span>
          <SlotButtons label={t('accept.sameDay')} slots={rest} chosen={chosen} onPick={onPick} />
        </div>
      )}
    </div>
  );
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
