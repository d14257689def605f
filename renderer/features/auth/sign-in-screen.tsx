import { Anchor, Button, TextInput } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { type Resolver, useForm } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { SignedIn } from '../../../shared/contracts/auth.ts';
import type { ErrorDetails } from '../../../shared/errors.ts';
import { useClinic } from '../../lib/clinic.ts';
import { reasonOf, useErrorText } from '../../lib/errors.ts';
import { usePublicApi } from '../../lib/public-api.ts';
import { signInMark } from '../../lib/sign-in-mark.ts';
import { useSession } from '../../lib/session.ts';
import { FormProblems } from '../../ui/form-problems.tsx';
import { FrontPage } from '../../ui/front-page.tsx';
import { PasswordField } from '../../ui/password-field.tsx';

/** Only accounts of the staff have one; a patient's phone does not fetch it. */
const SecondStep = lazy(() => import('./second-step.tsx').then((module) => ({ default: module.SecondStep })));

type Values = { readonly email: string; readonly password: string };

type Props = {
  readonly audience: 'staff' | 'patient';
  /** Somebody's sign-in ended while they worked here. */
  readonly hasEnded: boolean;
  /** Beside name and password. */
  readonly otherWay?: (enter: (answer: SignedIn) => void) => ReactNode;
  /** What else stands below the form. */
  readonly children?: ReactNode;
};

export function SignInScreen({ audience, hasEnded, otherWay, children }: Props) {
  const { t } = useTranslation('auth');
  const clinic = useClinic();
  const api = usePublicApi();
  const session = useSession();
  const errorText = useErrorText();
  const [problem, setProblem] = useState<string>();
  const [half, setHalf] = useState<{ values: Values; asked: ErrorDetails }>();
  const [isWrongDoor, setIsWrongDoor] = useState(false);
  const form = useForm({ resolver: useLateCheck(), defaultValues: { email: '', password: '' } });
  const { errors, isSubmitting, submitCount } = form.formState;

  const enter = (answer: SignedIn) => {
    // The cookie is here; whichever page comes next asks it who this is.
    signInMark.set();
    const isPatient = answer.me.role === 'patient';
    if (audience === 'staff' && isPatient) return window.location.assign('/portal');
    if (audience === 'patient' && !isPatient) return setIsWrongDoor(true);
    session.begin(answer);
  };
  const submit = form.handleSubmit(async (values) => {
    setProblem(undefined);
    try {
      enter(await api.auth.signIn.mutate(values));
    } catch (error) {
      const { code, details } = reasonOf(error);
      if (code === 'second_factor_needed') return setHalf({ values, asked: details });
      setProblem(errorText(error));
      form.resetField('password', { keepError: false });
    }
  });

  if (half !== undefined)
    return (
      <Suspense>
        <SecondStep
          credentials={half.values}
          asked={half.asked}
          onEnter={enter}
          onBack={() => setHalf(undefined)}
        />
      </Suspense>
    );
  const labels = { email: t('signIn.email'), password: t('signIn.password') };
  return (
    <FrontPage
      title={t('signIn.title')}
      lead={t(audience === 'staff' ? 'signIn.staffLead' : 'signIn.patientLead', {
        clinic: clinic.clinicName,
      })}
    >
      <form onSubmit={submit} noValidate>
        {hasEnded && submitCount === 0 && <p role="status">{t('signIn.ended')}</p>}
        {isWrongDoor && (
          <p role="alert">
            {t('signIn.staffAccount')} <Anchor href="/">{t('signIn.staffLink')}</Anchor>
          </p>
        )}
        <FormProblems
          errors={errors}
          labels={labels}
          setFocus={form.setFocus}
          submitCount={submitCount}
          problem={problem}
        />
        <TextInput
          {...form.register('email')}
          label={labels.email}
          error={errors.email?.message}
          type="email"
          autoComplete="username"
          autoFocus={audience === 'staff'}
        />
        <PasswordField
          {...form.register('password')}
          label={labels.password}
          error={errors.password?.message}
          autoComplete="current-password"
        />
        <Button type="submit" loading={isSubmitting} fullWidth>
          {t('signIn.submit')}
        </Button>
        {otherWay?.(enter)}
      </form>
      <p>
        <Anchor href={audience === 'staff' ? '/forgot' : '/portal/forgot'}>{t('signIn.forgot')}</Anchor>
      </p>
      {children}
      {audience === 'staff' && (
        <p>
          {t('signIn.patientHere')} <Anchor href="/portal">{t('signIn.patientLink')}</Anchor>
        </p>
      )}
    </FrontPage>
  );
}

const loadCheck = () => import('./sign-in-check.ts');

/** The form is drawn first; its check, with the library behind it, follows before anybody can press a key. */
function useLateCheck(): Resolver<Values> {
  const { t } = useTranslation();
  useEffect(() => void loadCheck().catch(() => undefined), []);
  return async (values, context, options) => {
    const { signInResolver } = await loadCheck();
    return signInResolver(t)(values, context, options);
  };
}
