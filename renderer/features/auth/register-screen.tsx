import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { z } from '../../lib/zod.ts';
import { RegisterPatient } from '../../../shared/contracts/auth.ts';
import { PATIENT_PASSWORD_MIN } from '../../../shared/domain/password-rules.ts';
import { parseCivilDate } from '../../../shared/time/civil-date.ts';
import { useClinic } from '../../lib/clinic.ts';
import { showFieldErrors, useErrorText } from '../../lib/errors.ts';
import { useFormResolver } from '../../lib/form-resolver.ts';
import { useLanguage, wordsLanguageOf } from '../../lib/language.ts';
import { takeSecret } from '../../lib/link-secret.ts';
import { usePublicApi } from '../../lib/public-api.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { useSession } from '../../lib/session.ts';
import { FormProblems } from '../../ui/form-problems.tsx';
import { FrontPage } from '../../ui/front-page.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { ConfirmRegistration, LookIntoMailbox } from './confirm-registration.tsx';

const FIELDS = ['givenName', 'familyName', 'birthDate', 'phone', 'email', 'password'] as const;

/** A phone is welcome, not needed: an empty field is no phone. */
const Form = RegisterPatient.pick({
  givenName: true,
  familyName: true,
  birthDate: true,
  email: true,
  password: true,
}).extend({ phone: z.union([z.literal(''), RegisterPatient.shape.phone.unwrap()]) });

/** A patient makes an own account; the role comes with the door, nobody chooses it. */
export function RegisterScreen({ children }: { readonly children?: ReactNode }) {
  const [link] = useState(takeSecret);
  const [mailedTo, setMailedTo] = useState<string>();
  if (mailedTo !== undefined) return <LookIntoMailbox email={mailedTo}>{children}</LookIntoMailbox>;
  if (link !== '') return <ConfirmRegistration secret={link}>{children}</ConfirmRegistration>;
  return <RegisterForm onMailed={setMailedTo}>{children}</RegisterForm>;
}

type FormProps = { readonly onMailed: (email: string) => void; readonly children?: ReactNode };

function RegisterForm({ onMailed, children }: FormProps) {
  const { t } = useTranslation(['auth', 'common']);
  const clinic = useClinic();
  const api = usePublicApi();
  const session = useSession();
  const errorText = useErrorText();
  const requestIdFor = useRequestId();
  const [problem, setProblem] = useState<string>();
  const form = useForm({
    resolver: useFormResolver(
      Form.extend({
        birthDate: z.string().refine((day) => parseCivilDate(day) !== undefined, {
          error: t('register.dateNeeded'),
        }),
        password: Form.shape.password.min(PATIENT_PASSWORD_MIN, { error: t('register.passwordShort') }),
      }),
    ),
    defaultValues: { givenName: '', familyName: '', birthDate: '', phone: '', email: '', password: '' },
  });
  const language = wordsLanguageOf(useLanguage().shown);
  const { errors, isSubmitting, submitCount } = form.formState;
  const submit = form.handleSubmit(async ({ phone, ...values }) => {
    setProblem(undefined);
    const person = { ...values, language, ...(phone !== '' && { phone }) };
    try {
      const answer = await api.auth.register.mutate({ ...person, requestId: requestIdFor(person) });
      if ('isMailed' in answer) onMailed(values.email);
      else session.begin(answer);
    } catch (error) {
      const homeless = showFieldErrors(error, FIELDS, form.setError);
      setProblem(homeless.length > 0 ? homeless.map((field) => field.message).join(', ') : errorText(error));
    }
  });
  const labels = {
    givenName: t('register.givenName'),
    familyName: t('register.familyName'),
    birthDate: t('register.birthDate'),
    phone: `${t('register.phone')} (${t('common:form.optional')})`,
    email: t('register.email'),
    password: t('register.password'),
  };
  const field = (name: keyof typeof labels) => ({
    ...form.register(name),
    label: labels[name],
    error: errors[name]?.message,
  });
  return (
    <FrontPage title={t('register.title')} lead={t('register.lead', { clinic: clinic.clinicName })}>
      <form onSubmit={submit} noValidate>
        <FormProblems
          errors={errors}
          labels={labels}
          setFocus={form.setFocus}
          submitCount={submitCount}
          problem={problem}
        />
        <TextInput {...field('givenName')} autoComplete="given-name" />
        <TextInput {...field('familyName')} autoComplete="family-name" />
        <TextInput {...field('birthDate')} type="date" autoComplete="bday" />
        <TextInput {...field('phone')} type="tel" autoComplete="tel" description={t('register.phoneHint')} />
        <TextInput {...field('email')} type="email" autoComplete="username" />
        <PasswordField
          {...field('password')}
          autoComplete="new-password"
          description={t('register.passwordHint')}
        />
        <Button type="submit" loading={isSubmitting} fullWidth>
          {t('register.submit')}
        </Button>
      </form>
      {children}
    </FrontPage>
  );
}
