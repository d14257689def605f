import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FilledAnswer } from '../../../shared/contracts/forms.ts';
import type { AppointmentId } from '../../../shared/ids.ts';
import { useTRPC } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useWorded } from '../../lib/worded.ts';
import { Icon } from '../../ui/icon.tsx';
import classes from './check-in.module.css';

/** Whether the patient has answered what the clinic asks; of the answers only those that are for the desk. */
export function FormsState({ visitId }: { readonly visitId: AppointmentId }) {
  const { t } = useTranslation('flow');
  const format = useFormat();
  const { data } = useQuery(useTRPC().forms.state.queryOptions({ appointmentId: visitId }));
  if (data === undefined || !data.isAsked) return null;
  const { filledAt, missing, answers } = data;
  const isComplete = filledAt !== null && missing === 0;
  const words = () => {
    if (filledAt === null) return t('checkIn.formsNone');
    if (missing > 0) return t('checkIn.formsSome', { count: missing });
    return t('checkIn.formsFilled', { when: format.dateTime(filledAt) });
  };
  return (
    <div className={classes.forms}>
      <span className={classes.state} data-tone={isComplete ? 'good' : 'warn'}>
        <Icon name={isComplete ? 'check' : 'alert'} size={16} />
        {words()}
      </span>
      {answers.length > 0 && (
        <dl className={classes.answers}>
          {answers.map((answer) => (
            <Answer key={answer.asks.en} answer={answer} />
          ))}
        </dl>
      )}
    </div>
  );
}

function Answer({ answer }: { readonly answer: FilledAnswer }) {
  const { t } = useTranslation('flow');
  const worded = useWorded();
  const { asks, kind, value, says } = answer;
  const said = () => {
    if (kind === 'agree') return t('checkIn.answers.agree');
    if (kind === 'yes_no') return t(value === 'yes' ? 'checkIn.answers.yes' : 'checkIn.answers.no');
    return says === null ? value : worded(says);
  };
  return (
    <div>
      <dt>{worded(asks)}</dt>
      <dd>{said()}</dd>
    </div>
  );
}
