import { Button, Select, TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { Controller, type UseFormReturn, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { STAFF_PASSWORD_MIN } from '../../../shared/domain/password-rules.ts';
import { useClinic, useClinicStore } from '../../lib/clinic.ts';
import { reasonOf, showFieldErrors, useErrorText } from '../../lib/errors.ts';
import { browserTimeZone, knownTimeZones } from '../../lib/format.ts';
import { useFormResolver } from '../../lib/form-resolver.ts';
import { useLanguage, wordsLanguageOf } from '../../lib/language.ts';
import { usePublicApi } from '../../lib/public-api.ts';
import { useSession } from '../../lib/session.ts';
import { Choices } from '../../ui/choices.tsx';
import { FormProblems } from '../../ui/form-problems.tsx';
import { FrontPage } from '../../ui/front-page.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { PasswordStrength } from './password-strength.tsx';
import { SetupProgress } from './setup-progress.tsx';
import classes from './setup-screen.module.css';
import { type SetupForm, useSetupSchema } from './setup-schema.ts';

const FIELDS = ['clinicName', 'timeZone', 'adminName', 'adminEmail', 'adminPassword', 'fill'] as const;

/** The very first page of a new clinic; on any other computer, where that page is. */
export function SetupScreen() {
  const { t } = useTranslation('setup');
  const { isHere } = useClinic();
  if (isHere) return <SetupPage />;
  return (
    <FrontPage title={t('elsewhereTitle')} lead={t('elsewhere')}>
      <p>{t('elsewhereCommand')}</p>
      <Button variant="default" fullWidth onClick={() => window.location.reload()}>
        {t('elsewhereAgain')}
      </Button>
    </FrontPage>
  );
}

/** Whose the clinic is, its clock, its first administrator. */
function SetupPage() {
  const { t } = useTranslation('setup');
  const api = usePublicApi();
  const session = useSession();
  const clinic = useClinicStore();
  const errorText = useErrorText();
  const [problem, setProblem] = useState<string>();
  // The one this computer is in stands first: it is nearly always the one.
  const zones = useMemo(() => [...new Set([browserTimeZone(), ...knownTimeZones()])], []);
  const language = wordsLanguageOf(useLanguage().shown);
  const form = useForm<SetupForm>({
    resolver: useFormResolver(useSetupSchema()),
    defaultValues: {
      clinicName: '',
      timeZone: browserTimeZone(),
      adminName: '',
      adminEmail: '',
      adminPassword: '',
      fill: 'demo',
    },
  });
  const { errors, isSubmitting, submitCount } = form.formState;

  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      // Whoever sets the clinic up reads its language.
      session.begin(await api.setup.complete.mutate({ ...values, language }));
      const { clinicName, timeZone } = values;
      clinic.set({ isSetUp: true, isHere: true, clinicName, accent: null, timeZone, language });
    } catch (error) {
      // Somebody else was quicker: the sign-in is the right page now.
      if (reasonOf(error).code === 'already_set_up') return clinic.set(await api.setup.status.query({}));
      const homeless = showFieldErrors(error, FIELDS, form.setError);
      setProblem(homeless.length > 0 ? homeless.map((field) => field.message).join(', ') : errorText(error));
    }
  });

  const labels = {
    clinicName: t('clinicName'),
    timeZone: t('timeZone'),
    adminName: t('adminName'),
    adminEmail: t('adminEmail'),
    adminPassword: t('adminPassword'),
  };
  if (isSubmitting) return <SetupProgress isDemo={form.getValues('fill') === 'demo'} />;
  return (
    <FrontPage title={t('title')} lead={t('lead')} isWide>
      <form onSubmit={submit} noValidate>
        <FormProblems
          errors={errors}
          labels={labels}
          setFocus={form.setFocus}
          submitCount={submitCount}
          problem={problem}
        />
        <div className={classes.pair}>
          <TextInput
            {...form.register('clinicName')}
            label={labels.clinicName}
            error={errors.clinicName?.message}
            autoComplete="organization"
            autoFocus
          />
          <Controller
            control={form.control}
            name="timeZone"
            render={({ field, fieldState }) => (
              <Select
                ref={field.ref}
                value={field.value}
                onChange={(zone) => field.onChange(zone ?? '')}
                onBlur={field.onBlur}
                label={labels.timeZone}
                description={t('timeZoneHint')}
                inputWrapperOrder={['label', 'input', 'description', 'error']}
                error={fieldState.error?.message}
                data={zones}
                searchable
                selectFirstOptionOnChange
                limit={60}
                nothingFoundMessage={t('timeZoneNone')}
              />
            )}
          />
        </div>
        <AdminFields form={form} />
        <Controller
          control={form.control}
          name="fill"
          render={({ field }) => (
            <Choices
              legend={t('fill')}
              value={field.value}
              onChange={field.onChange}
              columns={2}
              choices={[
                { value: 'demo', label: t('fillDemo'), hint: t('fillDemoHint') },
                { value: 'empty', label: t('fillEmpty'), hint: t('fillEmptyHint') },
              ]}
            />
          )}
        />
        <Button type="submit" size="md">
          {t('submit')}
        </Button>
      </form>
    </FrontPage>
  );
}

/** The person who sets the clinic up becomes its administrator. */
function AdminFields({ form }: { readonly form: UseFormReturn<SetupForm> }) {
  const { t } = useTranslation('setup');
  const { errors } = form.formState;
  return (
    <>
      <h2 className={classes.part}>{t('admin')}</h2>
      <div className={classes.pair}>
        <TextInput
          {...form.register('adminName')}
          label={t('adminName')}
          error={errors.adminName?.message}
          autoComplete="name"
        />
        <TextInput
          {...form.register('adminEmail')}
          label={t('adminEmail')}
          error={errors.adminEmail?.message}
          type="email"
          autoComplete="username"
        />
      </div>
      <div>
        <PasswordField
          {...form.register('adminPassword')}
          label={t('adminPassword')}
          description={t('passwordHint')}
          error={errors.adminPassword?.message}
          autoComplete="new-password"
        />
        <PasswordStrength control={form.control} atLeast={STAFF_PASSWORD_MIN} />
      </div>
    </>
  );
}
