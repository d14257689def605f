import { Button, NumberInput, Radio, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ABSENCE_RULES, type AbsenceRule } from '../../../shared/domain/absence-plan.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { addDays, type LocalTime, parseCivilDate } from '../../../shared/time/civil-date.ts';
import { wallTimeToInstant } from '../../../shared/time/clinic-zone.ts';
import { useFormat } from '../../lib/format.ts';
import { useOverview } from '../../lib/use-overview.ts';
import classes from './absences.module.css';

/** What is decided before anything is looked over. */
export type Absence = {
  readonly doctorId: DoctorId;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly rule: AbsenceRule;
  readonly days: number;
  readonly reason: string;
  readonly typed: Typed;
};
type Typed = {
  readonly doctorId: string | null;
  readonly from: string;
  readonly until: string;
  readonly fromTime: string;
  readonly untilTime: string;
  readonly rule: AbsenceRule;
  readonly days: number;
  readonly reason: string;
};

type Props = {
  readonly start: {
    readonly doctorId: DoctorId | undefined;
    readonly day: string | undefined;
    /** What was typed before somebody went back. */
    readonly kept: Absence | undefined;
  };
  readonly isBusy: boolean;
  readonly onLook: (absence: Absence) => void;
};

const TIME = /^([01]?\d|2[0-3]):[0-5]\d$/;
const MOST_DAYS = 60;

export function AbsenceForm({ start, isBusy, onLook }: Props) {
  const { t } = useTranslation(['absences', 'common']);
  const format = useFormat();
  const doctors = (useOverview()?.doctors ?? []).filter(({ isActive }) => isActive);
  const [typed, setTyped] = useState<Typed>(() => start.kept?.typed ?? startOf(start, format.today()));
  // Whoever comes from a doctor's column or line has said the most: what is left to do is to look.
  const isDoctorAsked = start.doctorId === undefined && start.kept === undefined;
  const [isTried, setTried] = useState(false);
  const change = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }));
  const problems = problemsOf(typed);
  const shown = (field: keyof Typed) =>
    isTried && problems[field] !== undefined ? t(problems[field]) : undefined;

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTried(true);
    const absence = absenceIn(typed, format.timeZone);
    if (Object.keys(problems).length === 0 && absence !== undefined && !isBusy) onLook(absence);
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <Select
        label={t('doctor')}
        data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
        value={typed.doctorId}
        error={shown('doctorId')}
        searchable
        autoFocus={isDoctorAsked}
        openOnFocus={false}
        onChange={(doctorId) => change({ doctorId })}
      />
      <div className={classes.pair}>
        <TextInput
          type="date"
          label={t('from')}
          value={typed.from}
          error={shown('from')}
          onChange={({ currentTarget: { value } }) =>
            change({ from: value, until: typed.until < value ? value : typed.until })
          }
        />
        <TextInput
          label={t('fromTime')}
          value={typed.fromTime}
          error={shown('fromTime')}
          onChange={(event) => change({ fromTime: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('until')}
          value={typed.until}
          error={shown('until')}
          onChange={(event) => change({ until: event.currentTarget.value })}
        />
        <TextInput
          label={t('untilTime')}
          value={typed.untilTime}
          error={shown('untilTime')}
          onChange={(event) => change({ untilTime: event.currentTarget.value })}
        />
      </div>
      <Radio.Group
        label={t('rule')}
        value={typed.rule}
        onChange={(value) => change({ rule: ABSENCE_RULES.find((known) => known === value) ?? typed.rule })}
      >
        <Stack gap={6} mt={6}>
          {ABSENCE_RULES.toReversed().map((rule) => (
            <Radio key={rule} value={rule} label={t(`rules.${rule}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {typed.rule !== 'colleague_today' && (
        <NumberInput
          className={classes.short}
          label={t('days')}
          value={typed.days}
          min={1}
          max={MOST_DAYS}
          clampBehavior="strict"
          onChange={(days) => change({ days: Number(days) || 1 })}
        />
      )}
      <TextInput
        label={`${t('reason')} (${t('common:form.optional')})`}
        description={t('reasonHint')}
        value={typed.reason}
        maxLength={200}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
      <div>
        <Button type="submit" loading={isBusy} autoFocus={!isDoctorAsked}>
          {t('lookOver')}
        </Button>
      </div>
    </form>
  );
}

function startOf({ doctorId, day }: Props['start'], today: string): Typed {
  const on = day === undefined || day < today ? today : day;
  return {
    doctorId: doctorId ?? null,
    from: on,
    until: on,
    fromTime: '',
    untilTime: '',
    reason: '',
    rule: 'colleague_then_later',
    days: 14,
  };
}

type Problems = Partial<Record<keyof Typed, 'common:form.required' | 'timeWrong'>>;

function problemsOf(typed: Typed): Problems {
  const isTime = (time: string) => time.trim() === '' || TIME.test(time.trim());
  return {
    ...(typed.doctorId === null && { doctorId: 'common:form.required' as const }),
    ...(parseCivilDate(typed.from) === undefined && { from: 'common:form.required' as const }),
    ...(parseCivilDate(typed.until) === undefined && { until: 'common:form.required' as const }),
    ...(!isTime(typed.fromTime) && { fromTime: 'timeWrong' as const }),
    ...(!isTime(typed.untilTime) && { untilTime: 'timeWrong' as const }),
  };
}

/** Undefined where it is no span; what the days and times mean is the clinic's clock. */
function absenceIn(typed: Typed, zone: string): Absence | undefined {
  const [from, until] = [parseCivilDate(typed.from), parseCivilDate(typed.until)];
  if (from === undefined || until === undefined || typed.doctorId === null) return undefined;
  const at = (time: string) => time.trim().padStart(5, '0') as LocalTime;
  const startsAt = wallTimeToInstant(
    from,
    typed.fromTime.trim() === '' ? at('00:00') : at(typed.fromTime),
    zone,
  );
  const endsAt =
    typed.untilTime.trim() === ''
      ? wallTimeToInstant(addDays(until, 1), at('00:00'), zone)
      : wallTimeToInstant(until, at(typed.untilTime), zone);
  const { rule, days, reason } = typed;
  return { doctorId: typed.doctorId as DoctorId, startsAt, endsAt, rule, days, reason, typed };
}
