import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../../lib/api.ts';
import { useDraftsLoaded } from '../../../lib/draft.ts';
import { useLateWords } from '../../../lib/late-words.ts';
import { LoadingLines } from '../../../ui/loading-lines.tsx';
import { LoadFailed, PageNote } from '../../../ui/page-note.tsx';
import { PortalPage } from '../portal-page.tsx';
import { useDayWords } from '../use-day-words.ts';
import { useOwnVisits } from '../use-own.ts';
import { AnswerForm } from './answer-form.tsx';

type Props = { readonly visitId: string };

/** What the clinic would like to know before the visit. */
export function FormsScreen({ visitId }: Props) {
  useLateWords('portalForms');
  const { t } = useTranslation('portalForms');
  const words = useDayWords();
  const visit = useOwnVisits('upcoming').data?.find(({ id }) => id === visitId);
  return (
    <PortalPage
      title={t('title')}
      lead={
        visit === undefined
          ? undefined
          : t('lead', { when: words.moment(visit.startsAt), doctor: visit.doctorName })
      }
      back="/"
    >
      <Questions visitId={visitId} />
    </PortalPage>
  );
}

function Questions({ visitId }: Props) {
  const { t } = useTranslation('portalForms');
  const areDraftsHere = useDraftsLoaded();
  const own = useQuery(useTRPC().forms.ofOwnVisit.queryOptions({ appointmentId: visitId }));
  if (own.isError) return <LoadFailed error={own.error} onRetry={() => void own.refetch()} />;
  if (own.isPending || !areDraftsHere) return <LoadingLines rows={6} />;
  if (!own.data.isOpen || own.data.forms.length === 0)
    return <PageNote title={t('none')} hint={t('noneHint')} />;
  return <AnswerForm visitId={visitId} own={own.data} />;
}
