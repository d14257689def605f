import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SlotDto } from '../../../shared/contracts/schedule.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { fieldErrorsOf, reasonOf, useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import classes from './booking.module.css';
import { SlotButtons } from './slot-buttons.tsx';

type Props = {
  readonly error: unknown;
  /** What was asked for. */
  readonly startsAt: string;
  readonly onPick: (slot: SlotDto) => void;
  readonly onOverride: (reason: string) => void;
  /** With whom alone it can be; left out, with anybody who does the same. */
  readonly among?: readonly { readonly id: DoctorId }[];
  /** What was refused; a booking where nothing else is said. */
  readonly act?: Act;
};
type Act = 'book' | 'move';

/**
 * Why the clinic said no, the nearest times that are free, with this doctor and with others who do the same, and the
 * way over it where there is one.
 */
export function Refusal({ error, startsAt, onPick, onOverride, among, act = 'book' }: Props) {
  const { t } = useTranslation('booking');
  const errorText = useErrorText();
  const format = useFormat();
  const { code, details } = reasonOf(error);
  const near = SlotDto.array().safeParse(details.nearest).data ?? [];
  const withOthers = SlotDto.array().safeParse(details.elsewhere).data ?? [];
  const elsewhere = withOthers.filter(
    ({ doctorId }) => among === undefined || among.some(({ id }) => id === doctorId),
  );
  const doctors = useOverview()?.doctors ?? [];
  const day = format.dayOf(startsAt);
  const isOtherDay = (slots: readonly SlotDto[]) => slots.some((slot) => format.dayOf(slot.startsAt) !== day);
  const takenBy = code === 'slot_taken' && typeof details.takenBy === 'string' ? details.takenBy : undefined;
  const why = takenBy === undefined ? errorText(error) : t('refusal.takenBy', { name: takenBy });
  return (
    <div className={classes.refusal} role="alert">
      <p>{t('refusal.what', { time: format.dateTime(startsAt), why })}</p>
      {code === 'invalid_input' &&
        fieldErrorsOf(error).map(({ path, message }) => <div key={path}>{message}</div>)}
      <div data-slot-scope>
        {near.length > 0 && (
          <div className={classes.near}>
            <span>{t('refusal.near')}</span>
            <SlotButtons
              label={t('refusal.near')}
              slots={near}
              chosen={undefined}
              isDayShown={isOtherDay(near)}
              onPick={onPick}
            />
          </div>
        )}
        {elsewhere.length > 0 && (
          <div className={classes.near}>
            <span>{t('refusal.elsewhere')}</span>
            <SlotButtons
              label={t('refusal.elsewhere')}
              slots={elsewhere}
              chosen={undefined}
              isDayShown={isOtherDay(elsewhere)}
              doctorName={({ doctorId }) => doctors.find(({ id }) => id === doctorId)?.name ?? ''}
              onPick={onPick}
            />
          </div>
        )}
      </div>
      {details.canOverride === true && <Override act={act} onOverride={onOverride} />}
    </div>
  );
}

const SHORTEST_REASON = 3;

function Override({ act, onOverride }: Required<Pick<Props, 'act' | 'onOverride'>>) {
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
        label={t(`refusal.overrideReason.${act}`)}
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
        {t(`refusal.override.${act}`)}
      </Button>
    </div>
  );
}
