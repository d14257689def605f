import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AbsenceDone, AbsencePlan } from '../../../shared/contracts/absences.ts';
import { minutesBetween, toInstant } from '../../../shared/time/instant.ts';
import { useTRPC } from '../../lib/api.ts';
import { reasonOf, useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { newRequestId } from '../../lib/request-id.ts';
import { rememberAct } from '../../lib/undo-order.ts';
import { Notice } from '../../ui/notice.tsx';
import { fullName, PatientFacts, sortName } from '../../ui/visit/patient-line.tsx';
import type { Absence } from './absence-form.tsx';
import classes from './absences.module.css';

type Planned = AbsencePlan['visits'][number];
type Decision = 'move' | 'leave' | 'cancel';
type Decisions = ReadonlyMap<string, Decision>;

type Props = {
  readonly absence: Absence;
  readonly plan: AbsencePlan;
  readonly isLooking: boolean;
  readonly onLookAgain: () => void;
  readonly onBack: () => void;
  readonly onDone: (done: AbsenceDone) => void;
};

/** Where each visit would go; each can be decided otherwise. */
export function PlanTable({ absence, plan, isLooking, onLookAgain, onBack, onDone }: Props) {
  const { t } = useTranslation('absences');
  const errorText = useErrorText();
  const format = useFormat();
  const [decisions, setDecisions] = useState<Decisions>(new Map());
  const [requestId] = useState(newRequestId);
  const carryOut = useCarryOut(onDone);
  const decisionOf = (planned: Planned): Decision =>
    decisions.get(planned.visit.id) ?? (planned.target === null ? 'leave' : 'move');
  const refusedId = carryOut.error === null ? undefined : reasonOf(carryOut.error).details.id;
  const refusedVisit = plan.visits.find(({ visit }) => visit.id === refusedId)?.visit;
  const counts = { move: 0, leave: 0, cancel: 0 };
  for (const planned of plan.visits) counts[decisionOf(planned)] += 1;
  const earlier = plan.visits.filter((planned) => decisionOf(planned) === 'move' && earlierMin(planned) > 0);
  return (
    <section className={classes.plan} aria-label={t('visits', { count: plan.visits.length })}>
      <p className={classes.summary} role="status">
        {plan.visits.length === 0 ? (
          t('none')
        ) : (
          <>
            <strong>{t('visits', { count: plan.visits.length })}</strong>{' '}
            {t('counts', { moves: counts.move, left: counts.leave, cancels: counts.cancel })}
            {earlier.length > 0 && (
              <span className={classes.attention}>{t('earlierCount', { count: earlier.length })}</span>
            )}
          </>
        )}
      </p>
      {plan.visits.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              {(['when', 'who', 'what', 'then', 'told'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`table.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {plan.visits.map((planned) => (
              <PlannedRow
                key={planned.visit.id}
                planned={planned}
                decision={decisionOf(planned)}
                onDecide={(decision) => setDecisions(new Map(decisions).set(planned.visit.id, decision))}
              />
            ))}
          </tbody>
        </table>
      )}
      {carryOut.error !== null && (
        <Notice tone="bad">
          {refusedVisit !== undefined && (
            <strong>
              {fullName(refusedVisit.patient)}, {format.dateTime(refusedVisit.startsAt)}:{' '}
            </strong>
          )}
          {errorText(carryOut.error)}
        </Notice>
      )}
      <div className={classes.acts}>
        <Button
          loading={carryOut.isPending}
          onClick={() => carryOut.mutate({ ...inputOf(absence, plan, decisionOf), requestId })}
        >
          {t('carryOut')}
        </Button>
        <Button variant="default" loading={isLooking} onClick={onLookAgain}>
          {t('lookAgain')}
        </Button>
        <Button variant="default" onClick={onBack}>
          {t('change')}
        </Button>
      </div>
    </section>
  );
}

type RowProps = {
  readonly planned: Planned;
  readonly decision: Decision;
  readonly onDecide: (decision: Decision) => void;
};

function PlannedRow({ planned, decision, onDecide }: RowProps) {
  const { t } = useTranslation('absences');
  const format = useFormat();
  const { visit, target, hasMail } = planned;
  const time = format.dateTime(visit.startsAt);
  return (
    <tr data-left={decision === 'leave' || undefined}>
      <td className={classes.when}>{time}</td>
      <td>
        <strong>{sortName(visit.patient)}</strong>
        <PatientFacts patient={visit.patient} />
      </td>
      <td>{visit.type.name}</td>
      <td>
        <NativeSelect
          aria-label={t('decision', { name: fullName(visit.patient), time })}
          value={decision}
          onChange={({ currentTarget: { value } }) =>
            onDecide(value === 'move' || value === 'cancel' ? value : 'leave')
          }
          data={[
            ...(target === null
              ? []
              : [
                  {
                    value: 'move',
                    label: t('moveTo', {
                      when: format.dateTime(target.startsAt),
                      doctor: target.doctorName,
                    }),
                  },
                ]),
            { value: 'leave', label: t('leave') },
            { value: 'cancel', label: t('cancel') },
          ]}
        />
        {target === null && <span className={classes.attention}>{t('noRoom')}</span>}
        {decision === 'move' && earlierMin(planned) > 0 && (
          <span className={classes.attention}>
            {t('earlier', { time: format.minutes(earlierMin(planned)) })}
          </span>
        )}
      </td>
      <td>{t(`told.${toldBy({ hasMail, phone: visit.patient.phone }, decision)}`)}</td>
    </tr>
  );
}

/** By how many minutes the patient would have to come before the booked time; nobody counts on that. */
function earlierMin({ visit, target }: Planned): number {
  if (target === null) return 0;
  return Math.max(0, minutesBetween(toInstant(target.startsAt), toInstant(visit.startsAt)));
}

/** Who stays for now is asked; somebody nobody can reach is told when they come. */
function toldBy(
  patient: { readonly hasMail: boolean; readonly phone: string | null },
  decision: Decision,
): 'mail' | 'call' | 'none' {
  if (patient.hasMail && decision !== 'leave') return 'mail';
  return patient.phone === null ? 'none' : 'call';
}

function inputOf(
  { doctorId, startsAt, endsAt, reason }: Absence,
  { visits }: AbsencePlan,
  decisionOf: (planned: Planned) => Decision,
) {
  const seen = ({ visit }: Planned) => ({ id: visit.id, expectedVersion: visit.version });
  const decided = (decision: Decision) => visits.filter((planned) => decisionOf(planned) === decision);
  return {
    doctorId,
    startsAt,
    endsAt,
    reason,
    moves: decided('move').flatMap((planned) => {
      const { target } = planned;
      return target === null
        ? []
        : [{ ...seen(planned), doctorId: target.doctorId, startsAt: target.startsAt }];
    }),
    left: decided('leave').map(seen),
    cancels: decided('cancel').map(seen),
  };
}

function useCarryOut(onDone: (done: AbsenceDone) => void) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.absences.carryOut.mutationOptions({
      onSuccess: (done) => {
        rememberAct();
        void queryClient.invalidateQueries(trpc.appointments.pathFilter());
        onDone(done);
      },
    }),
  );
}
