import { useTranslation } from 'react-i18next';
import { type ClinicSettings, DAY_PARTS, type DayPart } from '../../../../shared/domain/clinic-settings.ts';
import type { SlotDto } from '../../../../shared/contracts/schedule.ts';
import type { CivilDate } from '../../../../shared/time/civil-date.ts';
import { localTimeOf } from '../../../../shared/time/clinic-zone.ts';
import { toInstant } from '../../../../shared/time/instant.ts';
import { useFormat } from '../../../lib/format.ts';
import { useDayWords } from '../use-day-words.ts';
import classes from './day-times.module.css';

type Props = {
  readonly day: CivilDate;
  readonly slots: readonly SlotDto[];
  readonly dayParts: ClinicSettings['dayParts'];
  readonly onPick: (slot: SlotDto) => void;
};

/** The free times of one day, by part of the day. */
export function DayTimes({ day, slots, dayParts, onPick }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useDayWords();
  const partOf = (slot: SlotDto): DayPart => {
    const time = localTimeOf(toInstant(slot.startsAt), format.timeZone);
    if (time < dayParts.afternoon.start) return 'morning';
    return time < dayParts.evening.start ? 'afternoon' : 'evening';
  };
  return (
    <section aria-label={words.day(day)} className={classes.day}>
      <h2 className={classes.title}>{words.day(day)}</h2>
      {DAY_PARTS.map((part) => {
        const own = slots.filter((slot) => partOf(slot) === part);
        if (own.length === 0) return null;
        return (
          <div key={part}>
            <h3 className={classes.part}>{t(`dayPart.${part}`)}</h3>
            <ul className={classes.times}>
              {own.map((slot) => (
                <li key={slot.startsAt}>
                  <button type="button" className={classes.time} onClick={() => onPick(slot)}>
                    {format.time(slot.startsAt)}
                  </button>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </section>
  );
}
