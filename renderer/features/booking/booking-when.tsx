import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import { useOverview } from '../../lib/use-overview.ts';
import classes from './booking.module.css';
import { HeldNote, slotOf } from './held-note.tsx';
import { AnyoneSuggestions, DoctorSuggestions } from './suggestions.tsx';
import type { useBooking } from './use-booking.ts';
import { WhenFields } from './when-fields.tsx';

type Props = {
  readonly form: ReturnType<typeof useBooking>;
  readonly isDoctorFixed: boolean;
  readonly onPick: (slot: SlotDto) => void;
};

const DAYS_SHOWN = 7;

/** The time half of a booking: what is chosen, and what else is free. */
export function BookingWhen({ form, isDoctorFixed, onPick }: Props) {
  const { t } = useTranslation(['booking', 'common']);
  const overview = useOverview();
  const [isAnyone, setAnyone] = useState(form.when.doctorId === undefined);
  const { when, type, startsAt, isTried } = form;
  const doctors = (overview?.doctors ?? []).filter((doctor) => doctor.isActive);
  const isForAll = isAnyone || when.doctorId === undefined;
  return (
    <div className={classes.column}>
      <WhenFields
        when={when}
        onWhen={(next) => {
          if (next.doctorId !== when.doctorId) setAnyone(next.doctorId === undefined);
          form.setWhen(next);
        }}
        doctors={doctors}
        isDoctorFixed={isDoctorFixed}
        errors={{
          doctor: isTried && when.doctorId === undefined ? t('when.doctorMissing') : undefined,
          time: isTried && startsAt === undefined ? t('common:form.required') : undefined,
        }}
      />
      <HeldNote slot={slotOf(when.doctorId, startsAt, type?.durationMin)} />
      <div className={classes.suggestHead}>
        <h3>{t('openings.title')}</h3>
        {!isDoctorFixed && (
          <SegmentedControl
            size="xs"
            aria-label={t('openings.whose')}
            value={isForAll ? 'any' : 'doctor'}
            onChange={(value) => setAnyone(value === 'any')}
            data={[
              { value: 'doctor', label: t('openings.thisDoctor'), disabled: when.doctorId === undefined },
              { value: 'any', label: t('openings.anyDoctor') },
            ]}
          />
        )}
      </div>
      <div className={classes.suggestions}>
        {type === undefined ? (
          <p className={classes.soft}>{t('openings.noType')}</p>
        ) : isForAll ? (
          <AnyoneSuggestions
            typeId={type.id}
            from={when.day}
            chosen={{ doctorId: when.doctorId, startsAt }}
            onPick={onPick}
          />
        ) : (
          when.doctorId !== undefined && (
            <DoctorSuggestions
              doctorId={when.doctorId}
              typeId={type.id}
              from={when.day}
              days={DAYS_SHOWN}
              chosen={startsAt}
              onPick={onPick}
            />
          )
        )}
      </div>
    </div>
  );
}
