import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { DELAY_STEPS_MIN } from '../../../shared/domain/delays.ts';
import { useTRPC } from '../../lib/api.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { useMe } from '../../lib/session.ts';
import { useActToast } from '../../ui/act-toast.tsx';
import { isBusyElsewhere } from '../../ui/keys/is-busy-elsewhere.ts';
import { Key, type KeyGroup } from '../../ui/keys/keys-help.tsx';
import { useDelays } from '../../ui/visit/use-delays.ts';
import classes from './running-late.module.css';

/** By how much the doctor runs late: each step is one key, 0 to 5, wherever the focus is but in a field. */
export function RunningLate() {
  const { t } = useTranslation('flow');
  const format = useFormat();
  const { lateMin, say } = useLate();

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = /^\d$/.test(event.key) ? DELAY_STEPS_MIN[Number(event.key)] : undefined;
    if (step === undefined || isBusyElsewhere(event.target)) return;
    event.preventDefault();
    say(step);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  return (
    <div role="group" aria-label={t('delay.title')} className={classes.steps}>
      <span className={classes.title} aria-hidden>
        {t('delay.title')}
      </span>
      {DELAY_STEPS_MIN.map((step, index) => (
        <button
          key={step}
          type="button"
          className={classes.step}
          data-late={step > 0 || undefined}
          aria-pressed={step === lateMin}
          title={step === 0 ? undefined : t('delay.late', { minutes: format.minutes(step) })}
          aria-keyshortcuts={String(index)}
          onClick={() => say(step)}
        >
          {step === 0 ? t('delay.none') : format.number(step)}
          <span aria-hidden>
            <Key>{String(index)}</Key>
          </span>
        </button>
      ))}
    </div>
  );
}

/** What this doctor has said, or has just pressed. */
function useLate() {
  const { t } = useTranslation('flow');
  const format = useFormat();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { doctorId } = useMe();
  const { doctors } = useDelays();
  const toast = useActToast();
  const errorText = useErrorText();
  const said = useMutation(
    trpc.delays.say.mutationOptions({
      onSuccess: ({ lateMin }) => {
        const minutes = format.minutes(lateMin);
        toast(lateMin === 0 ? t('delay.saidOnTime') : t('delay.saidLate', { minutes }));
      },
      onError: (error) => toast(errorText(error), { isBad: true }),
      onSettled: () => queryClient.invalidateQueries(trpc.delays.pathFilter()),
    }),
  );
  const known = doctors.find((delay) => delay.doctorId === doctorId)?.lateMin ?? 0;
  return {
    lateMin: said.isPending ? said.variables.lateMin : known,
    say: (lateMin: (typeof DELAY_STEPS_MIN)[number]) => {
      if (doctorId !== null) said.mutate({ doctorId, lateMin });
    },
  };
}

export function useLateKeyWords(): KeyGroup {
  const { t } = useTranslation('flow');
  const format = useFormat();
  return {
    title: t('delay.title'),
    keys: DELAY_STEPS_MIN.map((step, index) => ({
      keys: [String(index)],
      does: step === 0 ? t('delay.none') : format.minutes(step),
    })),
  };
}
