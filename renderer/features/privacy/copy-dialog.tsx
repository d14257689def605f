import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { AdminPrivacyRequest } from '../../../shared/contracts/privacy.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { saveCopy } from '../../lib/save-copy.ts';
import { useSession } from '../../lib/session.ts';
import { PasswordAgain } from '../../ui/password-again.tsx';
import { nameOf } from './request-entry.tsx';

type Props = { readonly request: AdminPrivacyRequest; readonly onClose: () => void };

/** The file for somebody who asked at the desk. */
export function CopyDialog({ request, onClose }: Props) {
  const { t } = useTranslation('privacy');
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const session = useSession();
  return (
    <PasswordAgain
      title={t('copy.title', { name: nameOf(request) })}
      confirm={t('copy.confirm')}
      onClose={onClose}
      onConfirm={async (password) => {
        await saveCopy(session, await api.exports.prepare.mutate({ id: request.id, password }));
        await queryClient.invalidateQueries(trpc.privacy.pathFilter());
      }}
    >
      {t('copy.lead')}
    </PasswordAgain>
  );
}
