import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DoctorDto } from '../../../shared/contracts/clinic.ts';
import type {
  AcceptHours,
  DeclineHours,
  HoursProposalDto,
  HoursReview,
} from '../../../shared/contracts/hours.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { reasonOf, useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { FieldsDialog } from '../../ui/fields-dialog.tsx';
import { LoadingLines } from '../../ui/loading-lines.tsx';
import { Notice } from '../../ui/notice.tsx';
import { LoadFailed } from '../../ui/page-note.tsx';
import { TouchedList } from '../../ui/touched/touched-list.tsx';
import { useTouched } from '../../ui/touched/use-touched.ts';
import { usePeriodWords } from '../../ui/week/use-period-words.ts';
import classes from '../../ui/week/week.module.css';
import { WeekCompared } from '../../ui/week/week-compared.tsx';

type Props = { readonly doctor: DoctorDto; readonly onAnswered: () => void };

/** What the doctor proposes as their hours, beside those that hold, until it is answered. */
export function ProposedHours({ doctor, onAnswered }: Props) {
  const { t } = useTranslation('hours');
  const trpc = useTRPC();
  const { data: waiting } = useQuery(trpc.hours.listProposals.queryOptions({}));
  const proposal = waiting?.items.find(({ doctorId }) => doctorId === doctor.id);
  const sayAsked = useOver(proposal?.id, onAnswered);
  if (proposal === undefined) return null;
  return (
    <section className={classes.block} aria-labelledby="proposed">
      <h3 id="proposed">{t('review.title')}</h3>
      <Review
        key={proposal.id}
        proposal={proposal}
        doctor={doctor}
        onAnswered={onAnswered}
        sayAsked={sayAsked}
      />
    </section>
  );
}

/** Called with the proposal whose answer is under way from this very screen. */
type SayAsked = (id: string | undefined) => void;

/** What somebody else ends under the eyes of this one is not gone without a word, nor the focus with its buttons. */
function useOver(id: string | undefined, onOver: () => void): SayAsked {
  const { t } = useTranslation('hours');
  const asked = useRef<string>(undefined);
  const shown = useRef<string>(undefined);
  useEffect(() => {
    const before = shown.current;
    shown.current = id;
    if (before === undefined || before === id || before === asked.current) return;
    notifications.show({ color: 'red', message: t('review.over') });
    if (document.activeElement === document.body) onOver();
  }, [id, onOver, t]);
  return (asking) => {
    asked.current = asking;
  };
}

type ReviewProps = Props & { readonly proposal: HoursProposalDto; readonly sayAsked: SayAsked };

function Review({ proposal, doctor, onAnswered, sayAsked }: ReviewProps) {
  const { t } = useTranslation('hours');
  const trpc = useTRPC();
  const [isDeclining, setDeclining] = useState(false);
  const { id } = proposal;
  // Visits come and go without a word to the administration: they are counted whenever somebody looks.
  const fresh = { staleTime: 0, gcTime: 0 };
  const review = useQuery(trpc.hours.review.queryOptions({ id }, fresh));
  const answering = useAnswering({ doctor, onAnswered, sayAsked });
  if (review.isError) return <LoadFailed error={review.error} onRetry={() => void review.refetch()} />;
  if (review.data === undefined) return <LoadingLines rows={8} />;
  const { present, touched } = review.data;
  return (
    <>
      <Reviewed
        key={`${present.hoursMark} ${touched.mark}`}
        review={review.data}
        answering={answering}
        onDecline={() => setDeclining(true)}
      />
      {/* Apart from what is counted anew: what is typed outlasts that. */}
      {isDeclining && (
        <FieldsDialog
          title={t('review.declineTitle', { name: doctor.name })}
          save={t('review.declineSave')}
          values={{ reason: '' }}
          fields={[{ name: 'reason', label: t('review.declineReason'), isWide: true }]}
          onClose={() => setDeclining(false)}
          onSave={({ reason }) =>
            answering.decline({ id, expectedVersion: proposal.version, reason: String(reason) })
          }
        />
      )}
    </>
  );
}

type ReviewedProps = {
  readonly review: HoursReview;
  readonly answering: Answering;
  readonly onDecline: () => void;
};

function Reviewed({ review, answering, onDecline }: ReviewedProps) {
  const { t } = useTranslation('hours');
  const format = useFormat();
  const periodWords = usePeriodWords();
  const api = useTRPCClient();
  const { proposal, present, isDrawnOnOthers, from } = review;
  const { id, week, validFrom, validTo, note, createdAt } = proposal;
  const shown = useTouched(
    review.touched,
    async (cursor) => (await api.hours.review.query({ id, cursor })).touched,
  );
  const { accept, isBusy, problem } = answering;
  const { count, mark } = shown.preview;
  return (
    <>
      <p className={classes.lead}>
        {t('review.lead', {
          period: periodWords({ from: validFrom, until: validTo }),
          when: format.dateTime(createdAt),
        })}
        {from !== validFrom && ` ${t('review.waited')}`}
      </p>
      {note !== '' && <p className={classes.said}>{note}</p>}
      {isDrawnOnOthers && <Notice tone="warn">{t('review.changedSince')}</Notice>}
      <WeekCompared present={present.weeklyHours} week={week} period={{ from, until: validTo }} />
      <p className={classes.lead}>{count === 0 ? t('review.touchesNone') : t('review.touches', { count })}</p>
      {count > 0 && <TouchedList {...shown} />}
      {problem !== undefined && <Notice tone="bad">{problem}</Notice>}
      <div className={classes.acts}>
        <Button variant="default" onClick={onDecline}>
          {t('review.decline')}
        </Button>
        <Button
          loading={isBusy}
          onClick={() =>
            void accept({
              id,
              expectedVersion: proposal.version,
              seenHours: present.hoursMark,
              touched: mark,
            })
          }
        >
          {t(count === 0 ? 'review.accept' : 'review.acceptTouching')}
        </Button>
      </div>
    </>
  );
}

type Answering = ReturnType<typeof useAnswering>;

type AnsweringProps = Pick<ReviewProps, 'doctor' | 'onAnswered' | 'sayAsked'>;

function useAnswering({ doctor: { name }, onAnswered, sayAsked }: AnsweringProps) {
  const { t } = useTranslation('hours');
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useErrorText();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  /** Both of the proposal and of the hours it may have changed. */
  async function showAnew(): Promise<void> {
    await Promise.all(
      [trpc.hours, trpc.clinic].map((part) => queryClient.invalidateQueries(part.pathFilter())),
    );
  }

  async function end(message: string, color?: string): Promise<void> {
    notifications.show({ message, ...(color !== undefined && { color }) });
    await showAnew();
    onAnswered();
  }

  /** What is not there any more cannot be answered: it is said, and gone from the screen. */
  async function answer(id: string, ask: () => Promise<unknown>, done: string): Promise<void> {
    sayAsked(id);
    try {
      await ask();
    } catch (error) {
      const { code } = reasonOf(error);
      if (code === 'already_decided' || code === 'not_found') return await end(t('review.over'), 'red');
      sayAsked(undefined);
      throw error;
    }
    await end(done);
  }

  return {
    isBusy,
    problem,
    async accept(input: AcceptHours): Promise<void> {
      setBusy(true);
      setProblem(undefined);
      try {
        await answer(input.id, () => api.hours.accept.mutate(input), t('review.accepted', { name }));
      } catch (error) {
        const isStale = reasonOf(error).code === 'stale_version';
        setProblem(isStale ? t('review.stale') : errorText(error));
        if (isStale) await showAnew();
      } finally {
        setBusy(false);
      }
    },
    decline: (input: DeclineHours): Promise<void> =>
      answer(input.id, () => api.hours.decline.mutate(input), t('review.declined', { name })),
  };
}
