import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { VisitFormDto } from '../../../shared/contracts/forms.ts';
import { useTRPC, useTRPCClient } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useWorded } from '../../lib/worded.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { rewordingOf } from './reword.ts';

/** A delivered form asks in its delivered words again; the clinic's own ones are brought back by one press. */
export function useRestoring(form: VisitFormDto, onDone: () => void) {
  const { t } = useTranslation('clinicSetup');
  const api = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const worded = useWorded();
  const errorText = useErrorText();
  const say = useActToast();
  const [isRunning, setRunning] = useState(false);
  const { id, version, delivered } = form;
  async function restore(): Promise<void> {
    setRunning(true);
    try {
      const back = await api.forms.restore.mutate({ id, expectedVersion: version });
      const undo = async () => {
        await api.forms.reword.mutate({ id, ...rewordingOf(form), expectedVersion: back.version });
        await queryClient.invalidateQueries(trpc.forms.pathFilter());
      };
      say(t('questions.words.isBack', { name: worded(back.title) }), {
        undo: () => void undo().catch((error) => say(errorText(error), { isBad: true })),
        isOwn: true,
      });
      onDone();
    } catch (error) {
      say(errorText(error), { isBad: true });
    }
    await queryClient.invalidateQueries(trpc.forms.pathFilter());
    setRunning(false);
  }
  return { isReworded: delivered !== null, isRunning, restore };
}
