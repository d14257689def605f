import { useTranslation } from 'react-i18next';
import type { OwnAppointmentDto } from '../../../../shared/contracts/appointments.ts';
import { useFormat } from '../../../lib/format.ts';
import { LinkButton } from '../../../ui/link-button.tsx';
import classes from '../home-screen.module.css';
import { PortalSection } from '../portal-page.tsx';
import { useDayWords } from '../use-day-words.ts';
import { VisitCard } from './visit-card.tsx';

/** Visits that were to come and do not, by no word of the patient's: without it they would be gone in silence. */
export function CalledOff({ visits }: { readonly visits: readonly OwnAppointmentDto[] }) {
  const { t } = useTranslation('portal');
  const format = useFormat();
  const words = useDayWords();
  const off = visits.filter(({ isCalledOff, startsAt }) => isCalledOff && startsAt > format.now());
  if (off.length === 0) return null;
  return (
    <PortalSection title={t('home.calledOff')}>
      <ul className={classes.list}>
        {off.toReversed().map((visit) => (
          <li key={visit.id}>
            <VisitCard visit={visit}>
              <LinkButton
                aria-label={`${t('cancel.again')}, ${words.moment(visit.startsAt)}`}
                to="/new/$doctorId"
                params={{ doctorId: visit.doctorId }}
                variant="default"
                fullWidth
                mt={8}
              >
                {t('cancel.again')}
              </LinkButton>
            </VisitCard>
          </li>
        ))}
      </ul>
    </PortalSection>
  );
}
