import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import type { AppointmentTypeId, DoctorId } from '../../../shared/ids.ts';
import { useTRPC } from '../../lib/api.ts';
import { type ReasonCode, reasonOf, useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './booking.module.css';
import { SlotButtons } from './slot-buttons.tsx';
import { nearestSlots } from './spread-slots.ts';

type Props = {
  readonly error: unknown;
  /** What was asked for. */
  readonly wanted: {
    readonly doctorId: DoctorId;
    readonly typeId: AppointmentTypeId;
    readonly startsAt: string;
  };
  readonly onPick: (slot: SlotDto) => void;
  readonly onOverride: (reason: string) => void;
};

/** Another time helps against these. */
const ABOUT_TIME: readonly ReasonCode[] = [
  'slot_taken',
  'patient_busy',
  'room_taken',
  'outside_hours',
  'in_the_past',
  'off_grid',
];
const NEAR = 6;

/** Why the clinic said no, the nearest times that are free, and the way over it where there is one. */
export function Refusal({ error, wanted, onPick, onOverride }: Props) {
  const { t } = useTranslation('booking');
  const errorText = useErrorText();
  const format = useFormat();
  const { code, details } = reasonOf(error);
  const near = useNearest(wanted, ABOUT_TIME.includes(code));
  return (
    <div className={classes.refusal} role="alert">
      <p>{t('refusal.what', { time: format.dateTime(wanted.startsAt), why: errorText(error) })}</p>
      {near.length > 0 && (
        <div className={classes.near}>
          <span>{t('refusal.near')}</span>
          <SlotButtons label={t('refusal.near')} slots={near} chosen={undefined} onPick={onPick} />
        </div>
      )}
      {details.canOverride === true && <Override onOverride={onOverride} />}
    </div>
  );
}

function useNearest(wanted: Props['wanted'], isAboutTime: boolean): SlotDto[] {
  const trpc = useTRPC();
  const format = useFormat();
  const day = format.dayOf(wanted.startsAt);
  const input = { doctorId: wanted.doctorId, appointmentTypeId: wanted.typeId, from: day, to: day };
  const found = useQuery(trpc.schedule.slots.queryOptions(input, { enabled: isAboutTime, staleTime: 0 }));
  if (!isAboutTime || found.data === undefined) return [];
  const others = found.data.slots.filter((slot) => slot.startsAt !== wanted.startsAt);
  return nearestSlots(others, wanted.startsAt, NEAR);
}

const SHORTEST_REASON = 3;

function Override({ onOverride }: { readonly onOverride: (reason: string) => void }) {
  const { t } = useTranslation('booking');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const isShort = reason.trim().length < SHORTEST_REASON;
  const send = () => {
    setTried(true);
    if (!isShort) onOverride(reason.trim());
  };
  return (
    <div className={classes.override}>
      <TextInput
        label={t('refusal.overrideReason')}
        description={t('refusal.overrideHint')}
        value={reason}
        maxLength={300}
        error={isTried && isShort ? t('refusal.overrideShort') : undefined}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          send();
        }}
      />
      <Button variant="default" onClick={send}>
        {t('refusal.override')}
      </Button>
    </div>
  );
}
