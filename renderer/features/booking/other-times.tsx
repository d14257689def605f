import { type Ref, useState } from 'react';
import type { AppointmentTypeDto, DoctorDto } from '../../../shared/contracts/clinic.ts';
import type { RequestDto } from '../../../shared/contracts/requests.ts';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import classes from './booking.module.css';
import { AnyoneSuggestions, DoctorSuggestions } from './suggestions.tsx';
import { type When, WhenFields } from './when-fields.tsx';

type Props = {
  readonly request: RequestDto;
  /** With whom the visit can be. */
  readonly doctors: readonly DoctorDto[];
  readonly type: AppointmentTypeDto | undefined;
  readonly when: When;
  readonly startsAt: string | undefined;
  readonly doctorError: string | undefined;
  readonly onWhen: (when: When) => void;
  readonly onPick: (slot: SlotDto) => void;
  readonly boxRef: Ref<HTMLDivElement>;
};

const DAYS_SHOWN = 14;

/** Another day or time than was asked for; where no doctor was named, with any of the specialization or one of them. */
export function OtherTimes({ request, doctors, type, when, startsAt, onWhen, onPick, ...rest }: Props) {
  const isNamed = request.doctorId !== null;
  const [isAnyone, setAnyone] = useState(!isNamed);
  const { doctorId } = when;
  return (
    <>
      <WhenFields
        when={when}
        onWhen={(next) => {
          if (next.doctorId !== doctorId) setAnyone(next.doctorId === undefined);
          onWhen(next);
        }}
        doctors={doctors.filter(({ id }) => type?.doctorIds.includes(id))}
        isDoctorFixed={isNamed}
        isWide={!isNamed}
        errors={{ doctor: rest.doctorError }}
      />
      {type !== undefined && (
        <div className={classes.suggestions} ref={rest.boxRef}>
          {isAnyone || doctorId === undefined ? (
            <AnyoneSuggestions
              typeId={type.id}
              specializationId={request.specializationId ?? undefined}
              from={when.day}
              chosen={{ doctorId, startsAt }}
              heading="h3"
              onPick={onPick}
            />
          ) : (
            <DoctorSuggestions
              doctorId={doctorId}
              typeId={type.id}
              from={when.day}
              days={DAYS_SHOWN}
              chosen={startsAt}
              onPick={onPick}
            />
          )}
        </div>
      )}
    </>
  );
}
