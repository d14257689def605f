import { Button, NativeSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY_PARTS, type DayPart } from '../../../../shared/domain/clinic-settings.ts';
import { addDays } from '../../../../shared/time/civil-date.ts';
import { useTRPC } from '../../../lib/api.ts';
import { fieldErrorsOf, useErrorText } from '../../../lib/errors.ts';
import { useFormat } from '../../../lib/format.ts';
import { useRequestId } from '../../../lib/request-id.ts';
import { useOverview } from '../../../lib/use-overview.ts';
import { Notice } from '../../../ui/notice.tsx';
import classes from './waitlist.module.css';

const USUAL_DAYS = 28;
const ANYBODY = '';

/** What would suit: the kind of visit, with whom, which days, which parts of them. */
export function JoinForm() {
  const { t } = useTranslation(['portalWaitlist', 'portal', 'common']);
  const format = useFormat();
  const errorText = useErrorText();
  const overview = useOverview();
  const requestIdFor = useRequestId();
  const [typeId, setTypeId] = useState<string>();
  const [whom, setWhom] = useState(ANYBODY);
  const [from, setFrom] = useState(format.today);
  const [until, setUntil] = useState(() => addDays(format.today(), USUAL_DAYS));
  const [parts, setParts] = useState<readonly DayPart[]>([]);
  const join = useJoin();
  const types = (overview?.types ?? []).filter(({ isOnline, isActive }) => isOnline && isActive);
  const type = types.find(({ id }) => id === typeId) ?? types[0];
  if (type === undefined) return null;
  const doctors = (overview?.doctors ?? []).filter(
    ({ id, isActive }) => isActive && type.doctorIds.includes(id),
  );
  const fields = (overview?.specializations ?? []).filter(({ id }) =>
    doctors.some(({ specializations }) => specializations.some((practised) => practised.id === id)),
  );
  const refused = new Map(fieldErrorsOf(join.error).map(({ path, message }) => [path, message]));

  /** A day that is left empty is told in the words for a hand, not for a program. */
  const wrong = (field: string, day: string) =>
    refused.has(field) && day === '' ? t('portal:ask.dateNeeded') : refused.get(field);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (type === undefined || join.isPending) return;
    const wish = {
      appointmentTypeId: type.id,
      doctorId: doctors.find(({ id }) => id === whom)?.id ?? null,
      specializationId: fields.find(({ id }) => id === whom)?.id ?? null,
      earliestDate: from,
      latestDate: until,
      dayParts: [...parts],
    };
    join.mutate({ ...wish, requestId: requestIdFor(wish) });
  }
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <NativeSelect
        label={t('join.type')}
        value={type.id}
        data={types.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => setTypeId(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('join.doctor')}
        value={whom}
        data={[
          { value: ANYBODY, label: t('entry.any') },
          ...groupOf(t('join.anyOf'), fields),
          ...groupOf(t('join.doctors'), doctors),
        ]}
        onChange={(event) => setWhom(event.currentTarget.value)}
      />
      <div className={classes.pair}>
        <TextInput
          type="date"
          label={t('join.from')}
          value={from}
          min={format.today()}
          error={wrong('earliestDate', from)}
          onChange={(event) => setFrom(event.currentTarget.value as typeof from)}
        />
        <TextInput
          type="date"
          label={t('join.until')}
          value={until}
          min={from}
          error={wrong('latestDate', until)}
          onChange={(event) => setUntil(event.currentTarget.value as typeof until)}
        />
      </div>
      <fieldset className={classes.fieldset}>
        <legend>{t('join.parts')}</legend>
        <p className={classes.soft}>{t('join.partsHint')}</p>
        <div className={classes.parts}>
          {DAY_PARTS.map((part) => (
            <Button
              key={part}
              variant={parts.includes(part) ? 'filled' : 'default'}
              aria-pressed={parts.includes(part)}
              onClick={() =>
                setParts(parts.includes(part) ? parts.filter((other) => other !== part) : [...parts, part])
              }
            >
              {t(`common:dayPart.${part}`)}
            </Button>
          ))}
        </div>
      </fieldset>
      {join.error !== null && refused.size === 0 && <Notice tone="bad">{errorText(join.error)}</Notice>}
      <Button type="submit" loading={join.isPending}>
        {t('join.submit')}
      </Button>
    </form>
  );
}

type Named = { readonly id: string; readonly name: string };

function groupOf(group: string, named: readonly Named[]) {
  return named.length === 0
    ? []
    : [{ group, items: named.map(({ id, name }) => ({ value: id, label: name })) }];
}

function useJoin() {
  const { t } = useTranslation('portalWaitlist');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.waitlist.join.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.waitlist.pathFilter());
        notifications.show({ message: t('join.done') });
      },
    }),
  );
}
