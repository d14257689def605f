import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DoctorHoursDto } from '../../../shared/contracts/clinic-calendar.ts';
import type { HoursProposalDto } from '../../../shared/contracts/hours.ts';
import { comingPart } from '../../../shared/domain/weekly-hours.ts';
import { useTRPC } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { usePeriodWords } from '../../ui/week/use-period-words.ts';
import classes from '../../ui/week/week.module.css';
import { WeekCompared } from '../../ui/week/week-compared.tsx';
import own from './my-hours.module.css';

type Props = {
  readonly latest: HoursProposalDto;
  readonly hours: DoctorHoursDto;
  /** The button is gone with what was taken back. */
  readonly onWithdrawn: () => void;
};

/** What became of what the doctor has proposed last. */
export function LatestProposal(props: Props) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const periodWords = usePeriodWords();
  const { status, validFrom, validTo, decidedAt, decisionReason } = props.latest;
  if (status === 'open') return <OpenProposal {...props} />;
  if (status !== 'accepted' && status !== 'declined') return null;
  const when = decidedAt === null ? '' : format.dateTime(decidedAt);
  return (
    <Notice tone={status === 'accepted' ? 'good' : 'warn'} title={t(`own.${status}`)}>
      <p className={own.answer}>
        {t('own.decided', { period: periodWords({ from: validFrom, until: validTo }), when })}
      </p>
      {decisionReason !== null && <p className={own.answer}>{t('own.reason', { reason: decisionReason })}</p>}
    </Notice>
  );
}

function OpenProposal({ latest, hours, onWithdrawn }: Props) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const periodWords = usePeriodWords();
  const { id, version, week, validFrom, validTo, note, createdAt, isMoot, can } = latest;
  const withdraw = useWithdraw(onWithdrawn);
  const whole = { from: validFrom, until: validTo };
  const period = comingPart(whole, format.today());
  return (
    <section className={classes.block} aria-labelledby="proposed">
      <div>
        <h2 id="proposed">{t('own.waits')}</h2>
        <p className={classes.lead}>
          {periodWords(whole)}. {t('own.since', { when: format.dateTime(createdAt) })} {t('own.again')}
        </p>
      </div>
      {isMoot && <Notice tone="warn">{t('own.moot')}</Notice>}
      {note !== '' && <p className={classes.said}>{note}</p>}
      {period !== undefined && <WeekCompared present={hours.weeklyHours} week={week} period={period} />}
      {can.withdraw && (
        <div className={classes.acts}>
          <Button
            variant="default"
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({ id, expectedVersion: version })}
          >
            {t('own.withdraw')}
          </Button>
        </div>
      )}
    </section>
  );
}

function useWithdraw(onWithdrawn: () => void) {
  const { t } = useTranslation('hours');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  return useMutation(
    trpc.hours.withdraw.mutationOptions({
      onSuccess: () => {
        notifications.show({ message: t('own.withdrawn') });
        onWithdrawn();
      },
      onError: (error) => notifications.show({ color: 'red', message: errorText(error) }),
      onSettled: () => queryClient.invalidateQueries(trpc.hours.pathFilter()),
    }),
  );
}
