import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AbsenceDone, AbsencePlan } from '../../../shared/contracts/absences.ts';
import type { DoctorId } from '../../../shared/ids.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useDeskLateWords } from '../../lib/desk-late-words.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { Notice } from '../../ui/notice.tsx';
import { Done } from './absence-done.tsx';
import { type Absence, AbsenceForm } from './absence-form.tsx';
import classes from './absences.module.css';
import { PlanTable } from './plan-table.tsx';

type Props = { readonly doctorId: DoctorId | undefined; readonly day: string | undefined };
type Step =
  | { readonly at: 'form' }
  | { readonly at: 'plan'; readonly absence: Absence; readonly plan: AbsencePlan }
  | {
      readonly at: 'done';
      readonly absence: Absence;
      readonly plan: AbsencePlan;
      readonly done: AbsenceDone;
      readonly isUndone: boolean;
    };

/** Somebody is not here: when, where their visits go, and who is to be called. */
export function AbsenceScreen({ doctorId, day }: Props) {
  useDeskLateWords('absences');
  const { t } = useTranslation('absences');
  const [step, setStep] = useState<Step>({ at: 'form' });
  const [kept, setKept] = useState<Absence>();
  const heading = useRef<HTMLHeadingElement>(null);
  const { at } = step;
  useEffect(() => {
    // A long plan has been scrolled down when it is carried out.
    if (at !== 'form') heading.current?.focus();
  }, [at]);
  const look = useLook((absence, plan) => {
    setKept(absence);
    setStep({ at: 'plan', absence, plan });
  });
  return (
    <main id="content" className={classes.page}>
      <h1 ref={heading} className={classes.title} tabIndex={-1}>
        {t('title')}
      </h1>
      {step.at === 'form' ? (
        <p className={classes.lead}>{t('lead')}</p>
      ) : (
        !(step.at === 'done' && step.isUndone) && <WhoAndWhen absence={step.absence} />
      )}
      {look.problem !== undefined && <Notice tone="bad">{look.problem}</Notice>}
      {step.at === 'form' && (
        <AbsenceForm start={{ doctorId, day, kept }} isBusy={look.isBusy} onLook={look.run} />
      )}
      {step.at === 'plan' && (
        <PlanTable
          key={look.count}
          absence={step.absence}
          plan={step.plan}
          isLooking={look.isBusy}
          onLookAgain={() => look.run(step.absence)}
          onBack={() => setStep({ at: 'form' })}
          onDone={(done) => setStep({ ...step, at: 'done', done, isUndone: false })}
        />
      )}
      {step.at === 'done' && (
        <Done
          plan={step.plan}
          done={step.done}
          onUndone={() => setStep({ ...step, isUndone: true })}
          onAnother={() => {
            setKept(undefined);
            setStep({ at: 'form' });
          }}
        />
      )}
    </main>
  );
}

/** Whose visits these are, and of which days, wherever one came from. */
function WhoAndWhen({ absence: { doctorId, typed } }: { readonly absence: Absence }) {
  const { t } = useTranslation('absences');
  const format = useFormat();
  const doctor = useOverview()?.doctors.find(({ id }) => id === doctorId)?.name;
  const end = (day: string, time: string) => [format.dayShort(day), time.trim()].filter(Boolean).join(' ');
  const [from, until] = [end(typed.from, typed.fromTime), end(typed.until, typed.untilTime)];
  return (
    <p className={classes.who}>
      {t('who', { doctor: doctor ?? '', when: from === until ? from : `${from} – ${until}` })}
    </p>
  );
}

/** As the clinic is at this moment; never from what was read before. */
function useLook(onPlan: (absence: Absence, plan: AbsencePlan) => void) {
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const [count, setCount] = useState(0);
  const look = useMutation({
    mutationFn: ({ doctorId, startsAt, endsAt, rule, days }: Absence) =>
      api.absences.preview.query({ doctorId, startsAt, endsAt, rule, days }),
    onSuccess: (plan, absence) => {
      setCount((before) => before + 1);
      onPlan(absence, plan);
      void queryClient.invalidateQueries(trpc.appointments.dayBoard.pathFilter());
    },
  });
  return {
    run: (absence: Absence) => look.mutate(absence),
    isBusy: look.isPending,
    problem: look.error === null ? undefined : errorText(look.error),
    count,
  };
}
