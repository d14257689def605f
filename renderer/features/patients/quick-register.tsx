import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Phone } from '../../../shared/contracts/common.ts';
import { PatientSummary } from '../../../shared/contracts/patients.ts';
import { useTRPC } from '../../lib/api.ts';
import { fieldErrorsOf, reasonOf, useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { sortName } from '../../ui/visit/patient-line.tsx';
import { DuplicateWarning } from './duplicate-warning.tsx';
import classes from './patients.module.css';
import type { QuickPatient } from './prefill.ts';
import { readBirthDate } from './read-birth-date.ts';

type Props = {
  readonly start: QuickPatient;
  readonly onChange: (fields: QuickPatient) => void;
  readonly onDone: (patient: PatientSummary) => void;
  readonly onBack: () => void;
};
type Problems = Partial<Record<keyof QuickPatient, string>>;

/** The few fields a phone call gives. Enter in any of them registers. */
export function QuickRegister({ start, onChange, onDone, onBack }: Props) {
  const { t } = useTranslation(['patients', 'common']);
  const errorText = useErrorText();
  const trpc = useTRPC();
  const requestId = useRequestId();
  const [fields, setFields] = useState(start);
  const [isTried, setTried] = useState(false);
  const keep = useEffectEvent(onChange);
  useEffect(() => keep(fields), [fields]);
  const register = useMutation(trpc.patients.register.mutationOptions({ onSuccess: onDone }));
  const check = useProblems(fields);
  const problems = isTried ? { ...check.problems, ...serverProblems(register.error) } : {};
  const reason = register.error === null ? undefined : reasonOf(register.error);

  function send(isNotDuplicate: boolean) {
    setTried(true);
    if (check.input === undefined || register.isPending) return;
    const input = { ...check.input, isNotDuplicate };
    register.mutate({ ...input, requestId: requestId(input) });
  }
  const field = (name: keyof QuickPatient, label: string) => ({
    label,
    value: fields[name],
    error: problems[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setFields({ ...fields, [name]: event.currentTarget.value }),
    autoComplete: 'off',
  });

  return (
    <fieldset
      className={classes.register}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        send(false);
      }}
    >
      <legend className={classes.legend}>{t('register.title')}</legend>
      <div className={classes.pair}>
        <TextInput {...field('givenName', t('register.givenName'))} autoFocus data-autofocus />
        <TextInput {...field('familyName', t('register.familyName'))} />
      </div>
      <div className={classes.pair}>
        <TextInput
          {...field('birthDate', t('register.birthDate'))}
          placeholder={t('register.birthDateExample')}
          description={check.birthDateSpoken}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
        />
        <TextInput {...field('phone', t('register.phone'))} type="tel" />
      </div>
      {/* Below all fields: the keyboard goes from one to the next with nothing in between. */}
      <Listed
        names={fields}
        onSwap={() => setFields({ ...fields, givenName: fields.familyName, familyName: fields.givenName })}
      />
      {reason?.code === 'duplicate_patient' ? (
        <DuplicateWarning
          matches={PatientSummary.array().safeParse(reason.details.matches).data ?? []}
          onPick={onDone}
          onRegister={() => send(true)}
        />
      ) : (
        <>
          {reason !== undefined && reason.code !== 'invalid_input' && (
            <p className={classes.problem} role="alert">
              {errorText(register.error)}
            </p>
          )}
          <div className={classes.actions}>
            <Button onClick={() => send(false)} loading={register.isPending}>
              {t('register.submit')}
            </Button>
            <Button variant="subtle" onClick={onBack}>
              {t('register.back')}
            </Button>
          </div>
        </>
      )}
    </fieldset>
  );
}

type ListedProps = {
  readonly names: Pick<QuickPatient, 'givenName' | 'familyName'>;
  readonly onSwap: () => void;
};

/** Which name is which, as every list will say it; "Zyxel Anna" typed without a comma is put right by one press. */
function Listed({ names, onSwap }: ListedProps) {
  const { t } = useTranslation('patients');
  if (names.givenName.trim() === '' || names.familyName.trim() === '') return null;
  return (
    <p className={classes.listed}>
      {t('register.listed')} <strong>{sortName(names)}</strong>
      <Button variant="subtle" size="compact-sm" onClick={onSwap}>
        {t('register.swap')}
      </Button>
    </p>
  );
}

/** What is wrong with the fields, and what the server gets when nothing is. */
function useProblems(fields: QuickPatient) {
  const { t } = useTranslation(['patients', 'common']);
  const format = useFormat();
  const given = fields.givenName.trim();
  const family = fields.familyName.trim();
  const birthDate = readBirthDate(fields.birthDate, format.today());
  const phone = fields.phone.trim();
  const isPhoneFine = phone === '' || Phone.safeParse(phone).success;
  const problems: Problems = {
    ...(given === '' && { givenName: t('common:form.required') }),
    ...(family === '' && { familyName: t('common:form.required') }),
    ...(birthDate === undefined && { birthDate: t('register.birthDateWrong') }),
    ...(!isPhoneFine && { phone: t('register.phoneWrong') }),
  };
  const input =
    birthDate === undefined || Object.keys(problems).length > 0
      ? undefined
      : { givenName: given, familyName: family, birthDate, ...(phone !== '' && { phone }) };
  const birthDateSpoken =
    birthDate === undefined
      ? ' '
      : t('register.understood', { date: format.date(birthDate), count: format.age(birthDate) });
  return { problems, input, birthDateSpoken };
}

function serverProblems(error: unknown): Problems {
  const known = error === null ? [] : fieldErrorsOf(error);
  return Object.fromEntries(known.map(({ path, message }) => [path, message]));
}
