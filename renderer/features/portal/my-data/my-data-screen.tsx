import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../../lib/api.ts';
import { useClinic } from '../../../lib/clinic.ts';
import { useLateWords } from '../../../lib/late-words.ts';
import { LoadingLines } from '../../../ui/loading-lines.tsx';
import { LoadFailed } from '../../../ui/page-note.tsx';
import { PortalPage } from '../portal-page.tsx';
import { AskErasure } from './ask-erasure.tsx';
import { OwnRequests } from './own-requests.tsx';
import { TakeCopy } from './take-copy.tsx';

/** What can I do with everything the clinic knows about me? */
export function MyDataScreen() {
  useLateWords('myData');
  return <Page />;
}

function Page() {
  const { t } = useTranslation('myData');
  const { clinicName: clinic } = useClinic();
  const trpc = useTRPC();
  const requests = useQuery(trpc.privacy.listOwn.queryOptions({}));
  const isAsked = requests.data?.items.some(({ kind, status }) => kind === 'erasure' && status === 'open');
  return (
    <PortalPage title={t('title')} lead={t('lead', { clinic })} back="/">
      <TakeCopy />
      {requests.isPending && <LoadingLines rows={3} />}
      {requests.isError && <LoadFailed error={requests.error} onRetry={() => void requests.refetch()} />}
      {isAsked === false && <AskErasure />}
      {requests.data !== undefined && <OwnRequests requests={requests.data.items} />}
    </PortalPage>
  );
}
