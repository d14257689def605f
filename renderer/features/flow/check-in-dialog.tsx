import { Button, Checkbox, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { PatientProfileDto } from '../../../shared/contracts/profiles.ts';
import type { CheckInItem } from '../../../shared/domain/check-in.ts';
import { useTRPC } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { DeskDialog } from '../../ui/desk-dialog.tsx';
import { Key } from '../../ui/keys/keys-help.tsx';
import { PatientLine } from '../../ui/visit/patient-line.tsx';
import classes from './check-in.module.css';
import { FormsState } from './forms-state.tsx';
import { useCheckIn } from './use-check-in.ts';
import { useOpenItems } from './use-open-items.ts';

type Props = { readonly visit: AppointmentDto; readonly onClose: () => void };

/**
 * What is looked at when somebody has come, each with since when it is known. Enter confirms all of it but what is known
 * to be open; a digit takes one thing out, or in.
 */
export function CheckInDialog({ visit, onClose }: Props) {
  const { t } = useTranslation(['flow', 'common']);
  const errorText = useErrorText();
  const asked = useOverview()?.settings.checkInItems ?? [];
  const chart = useQuery(useTRPC().profiles.get.queryOptions({ id: visit.patient.id }));
  const profile = chart.data;
  const open = useOpenItems(visit, { asked, chart });
  const form = useCheckIn({ visit, profile, open: open ?? NONE, asked, onDone: onClose });

  useDigits(asked, form.toggle);
  return (
    <DeskDialog
      title={t('checkIn.title')}
      size={560}
      onClose={onClose}
      onSubmit={useOnceKnown(open !== undefined, form.send)}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            {t('common:actions.cancel')}
          </Button>
          <Button type="submit" data-autofocus loading={form.isSending}>
            {form.confirmed.length === asked.length
              ? t('checkIn.all')
              : t('checkIn.some', { done: form.confirmed.length, count: asked.length })}
          </Button>
        </>
      }
    >
      <div className={classes.person}>
        <PatientLine patient={visit.patient} />
      </div>
      <ul className={classes.items}>
        {asked.map((item, index) => (
          <li key={item} className={classes.item} data-off={!form.confirmed.includes(item) || undefined}>
            <Key>{String(index + 1)}</Key>
            <Checkbox
              label={t(`checkIn.items.${item}`)}
              checked={form.confirmed.includes(item)}
              onChange={() => form.toggle(item)}
            />
            <Detail item={item} form={form} profile={profile} visitId={visit.id} />
          </li>
        ))}
      </ul>
      {form.error !== null && (
        <p className={classes.refusal} role="alert">
          {errorText(form.error)}
        </p>
      )}
    </DeskDialog>
  );
}

const NONE: readonly CheckInItem[] = [];

/** An Enter that is faster than the answer waits for it: nothing is confirmed that may be open. */
function useOnceKnown(isKnown: boolean, send: () => void): () => void {
  const [isWanted, setWanted] = useState(false);
  const act = useEffectEvent(() => {
    setWanted(false);
    send();
  });
  useEffect(() => {
    if (isWanted && isKnown) act();
  }, [isWanted, isKnown]);
  return () => setWanted(true);
}

/** Wherever the focus is in the dialog, unless a digit is being typed. */
function useDigits(asked: readonly CheckInItem[], toggle: (item: CheckInItem) => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    const isTyping = target instanceof HTMLInputElement && target.type !== 'checkbox';
    const item = isTyping || event.ctrlKey || event.altKey ? undefined : asked[Number(event.key) - 1];
    if (item === undefined) return;
    event.preventDefault();
    toggle(item);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

type DetailProps = {
  readonly item: CheckInItem;
  readonly form: ReturnType<typeof useCheckIn>;
  readonly profile: PatientProfileDto | undefined;
  readonly visitId: AppointmentDto['id'];
};

/** What there is to look at, and what can be put right at once. */
function Detail({ item, form, profile, visitId }: DetailProps) {
  const { t } = useTranslation(['flow', 'desk']);
  const format = useFormat();
  const owed = profile?.owedMinor ?? 0;
  switch (item) {
    case 'identity': {
      if (profile === undefined) return null;
      const since = newest(profile.idCheck?.at, profile.seenAtCheckIn?.identity);
      return (
        <span className={classes.detail}>
          {since === undefined
            ? t('checkIn.neverSeen')
            : t('checkIn.lastSeen', { day: format.date(format.dayOf(since)) })}
        </span>
      );
    }
    case 'phone':
      return (
        <TextInput
          className={classes.field}
          type="tel"
          size="xs"
          aria-label={t('checkIn.phone')}
          value={form.phone}
          error={form.errors.phone}
          onChange={(event) => form.setPhone(event.currentTarget.value)}
        />
      );
    case 'insurance': {
      if (profile === undefined) return null;
      const { insurance, seenAtCheckIn } = profile;
      const since = insurance === null ? undefined : newest(seenAtCheckIn?.insurance);
      return (
        <span className={classes.detail}>
          {insurance === null ? t('checkIn.noInsurance') : `${insurance.provider}, ${insurance.number}`}
          {since !== undefined && (
            <span className={classes.since}>
              {t('checkIn.insuranceSeen', { day: format.date(format.dayOf(since)) })}
            </span>
          )}
        </span>
      );
    }
    case 'forms':
      return <FormsState visitId={visitId} />;
    case 'copay':
      return (
        <div className={classes.money}>
          <TextInput
            className={classes.field}
            size="xs"
            inputMode="decimal"
            aria-label={t('checkIn.copay')}
            placeholder={t('checkIn.copayNone')}
            value={form.copay}
            error={form.errors.copay}
            onChange={(event) => form.setCopay(event.currentTarget.value)}
          />
          {owed > 0 && (
            <span className={classes.owes}>{t('desk:owes', { amount: format.amount(owed) })}</span>
          )}
        </div>
      );
  }
}

function newest(...moments: readonly (string | null | undefined)[]): string | undefined {
  return moments
    .filter((at) => at !== null && at !== undefined)
    .toSorted()
    .at(-1);
}
