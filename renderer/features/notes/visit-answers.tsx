import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { FilledAnswer } from '../../../shared/contracts/forms.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { useTRPC } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useDeskLateWords } from '../../lib/desk-late-words.ts';
import { useWorded } from '../../lib/worded.ts';
import { Icon } from '../../ui/icon.tsx';
import classes from './visit-answers.module.css';

type Props = { readonly id: AppointmentId };

/** What the patient has said before the visit; nothing where nobody has said anything. */
export function VisitAnswers(props: Props) {
  return (
    <Suspense>
      <Answers {...props} />
    </Suspense>
  );
}

function Answers({ id }: Props) {
  useDeskLateWords('notes');
  const { t } = useTranslation('notes');
  const format = useFormat();
  const worded = useWorded();
  const said = useSaid();
  const { data } = useQuery(useTRPC().forms.read.queryOptions({ appointmentId: id }));
  if (data === undefined || data.filledAt === null || data.forms.length === 0) return null;
  const all = data.forms.flatMap(({ id: formId, answers }) =>
    answers.map((answer) => ({ ...answer, key: `${formId} ${answer.asks.en}` })),
  );
  const allergies = all.filter(({ topic }) => topic === 'allergies').map(said);
  const others = all.filter(({ topic, kind }) => topic !== 'allergies' && kind !== 'agree');
  const when = t('answers.filled', { when: format.dateTime(data.filledAt) });
  return (
    <section className={classes.said} aria-label={t('answers.title')}>
      <h3 className={classes.heading}>{t('answers.title')}</h3>
      <p className={classes.soft}>
        {all.some(({ kind }) => kind === 'agree') ? `${when}. ${t('answers.agreed')}` : when}
      </p>
      {allergies.length > 0 && (
        <p className={classes.allergies}>
          <Icon name="alert" size={16} />
          <span>
            <strong>{t('answers.allergies')}</strong> {allergies.join('. ')}
          </span>
        </p>
      )}
      <dl className={classes.answers}>
        {others.map((answer) => (
          <div key={answer.key}>
            <dt>{worded(answer.asks)}</dt>
            <dd>{said(answer)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function useSaid(): (answer: FilledAnswer) => string {
  const { t } = useTranslation('notes');
  const worded = useWorded();
  return ({ kind, value, says }) => {
    if (kind === 'yes_no') return t(value === 'yes' ? 'answers.yes' : 'answers.no');
    return says === null ? value : worded(says);
  };
}
