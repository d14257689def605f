import { SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import { useOverview } from '../../lib/use-overview.ts';
import classes from './booking.module.css';
import { HeldNote, slotOf } from './held-note.tsx';
import { useFocusFirstSlot } from './slot-buttons.tsx';
import { AnyoneSuggestions, DoctorSuggestions } from './suggestions.tsx';
import type { useBooking } from './use-booking.ts';
import type { useSeriesBooking } from './use-series-booking.ts';
import { WhenFields } from './when-fields.tsx';

const SeriesPart = lazy(() => import('./series-part.tsx').then((module) => ({ default: module.SeriesPart })));

type Props = {
  readonly form: ReturnType<typeof useBooking>;
  readonly series: ReturnType<typeof useSeriesBooking>;
  readonly isDoctorFixed: boolean;
  readonly onPick: (slot: SlotDto) => void;
};

const DAYS_SHOWN = 7;

/** The time half of a booking: what is chosen, and what else is free; of a series, its dates. */
export function BookingWhen({ form, series, isDoctorFixed, onPick }: Props) {
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
      {series.plan === null ? (
        <Openings
          form={form}
          isDoctorFixed={isDoctorFixed}
          isForAll={isForAll}
          onForAll={setAnyone}
          onPick={onPick}
        />
      ) : (
        <Suspense>
          <SeriesPart series={series} plan={series.plan} first={when} />
        </Suspense>
      )}
    </div>
  );
}

type OpeningsProps = Omit<Props, 'series'> & {
  readonly isForAll: boolean;
  readonly onForAll: (isForAll: boolean) => void;
};

function Openings({ form, isDoctorFixed, isForAll, onForAll, onPick }: OpeningsProps) {
  const { t } = useTranslation('booking');
  const { when, type, startsAt } = form;
  const focusFirst = useFocusFirstSlot();
  // A doctor has said who comes again: the next thing is when.
  const [isWhenNext] = useState(isDoctorFixed && form.draft.patient !== null && startsAt === undefined);
  return (
    <>
      <div className={classes.suggestHead}>
        <h3>{t('openings.title')}</h3>
        {!isDoctorFixed && (
          <SegmentedControl
            size="xs"
            aria-label={t('openings.whose')}
            value={isForAll ? 'any' : 'doctor'}
            onChange={(value) => onForAll(value === 'any')}
            data={[
              { value: 'doctor', label: t('openings.thisDoctor'), disabled: when.doctorId === undefined },
              { value: 'any', label: t('openings.anyDoctor') },
            ]}
          />
        )}
      </div>
      <div className={classes.suggestions} ref={isWhenNext ? focusFirst : undefined}>
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
    </>
  );
}
