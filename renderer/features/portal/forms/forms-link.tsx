import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../../lib/api.ts';
import { useLateWords } from '../../../lib/late-words.ts';
import { Icon } from '../../../ui/icon.tsx';
import { LinkButton } from '../../../ui/link-button.tsx';
import classes from './forms.module.css';

type Props = {
  readonly visitId: string;
  /** Keeps the room until it is known. */
  readonly whileAsked: ReactNode;
};

/** On the next visit: whether something is still to be answered before it. */
export function FormsLink({ visitId, whileAsked }: Props) {
  useLateWords('portalForms');
  const { t } = useTranslation('portalForms');
  const { data } = useQuery(useTRPC().forms.ofOwnVisit.queryOptions({ appointmentId: visitId }));
  if (data === undefined) return whileAsked;
  if (!data.isOpen || data.forms.length === 0) return null;
  const params = { visitId };
  if (data.filledAt === null || data.missing > 0)
    return (
      <>
        <p className={classes.todo}>{t('asks')}</p>
        <LinkButton to="/visits/$visitId/questions" params={params} fullWidth>
          {t('toAnswer')}
        </LinkButton>
      </>
    );
  return (
    <>
      <p className={classes.done}>
        <Icon name="check" />
        {t('answered')}
      </p>
      <LinkButton to="/visits/$visitId/questions" params={params} variant="default" fullWidth>
        {t('change')}
      </LinkButton>
    </>
  );
}
