import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { RequestDto } from '../../../shared/contracts/requests.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useDeskErrorText } from '../../lib/desk-error-text.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { fullName } from '../../ui/visit/patient-line.tsx';

/** Says that a request was declined, with the way back; it outlives the dialog it was declined in. */
export function useDeclined(): (request: RequestDto) => void {
  const { t } = useTranslation(['requests', 'desk']);
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const errorText = useDeskErrorText();
  const say = useActToast();
  const refresh = () => queryClient.invalidateQueries(trpc.requests.list.pathFilter());

  async function takeBack({ id, version, patient }: RequestDto): Promise<void> {
    try {
      await api.requests.reopen.mutate({ id, expectedVersion: version });
      say(t('reopened', { name: fullName(patient) }));
    } catch (error) {
      say(t('desk:undone.refused', { why: errorText(error) }), { isBad: true });
    }
    await refresh();
  }
  return (request) => {
    void refresh();
    say(t('rejected', { name: fullName(request.patient) }), {
      undo: () => void takeBack(request),
      isOwn: true,
      way: { act: 'requests.reopen', id: request.id, version: request.version },
    });
  };
}
