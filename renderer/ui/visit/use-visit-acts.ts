import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import { useDeskTasks } from '../../lib/desk-tasks.ts';
import { fullName } from './patient-line.tsx';
import type { VisitAct } from './status-keys.ts';
import { isCallable, useCallAgain } from './use-call-again.ts';

/** Does what a key on a visit means; where the visit cannot take it, says so in words. */
export function useVisitActs(): (visit: AppointmentDto, act: VisitAct, openMenu?: () => void) => void {
  const { t } = useTranslation(['desk', 'common']);
  const tasks = useDeskTasks();
  const callAgain = useCallAgain();
  const say = (why: 'noMove' | 'noCancel', { patient, status }: AppointmentDto) => {
    const words = { name: fullName(patient), from: t(`common:status.${status}`) };
    notifications.show({ message: t(why, words) });
  };
  return (visit, act, openMenu) => {
    switch (act.kind) {
      case 'status':
        return tasks.setStatus(visit, act.to);
      case 'move':
        return visit.can.move ? tasks.move(visit) : say('noMove', visit);
      case 'cancel':
        return visit.can.cancel ? tasks.cancel(visit) : say('noCancel', visit);
      case 'menu':
        return openMenu?.();
      case 'held':
        return undefined;
      case 'impossible': {
        // The key that called somebody in calls them once more.
        if (act.to === 'in_room' && isCallable(visit)) return callAgain(visit);
        const [name, from] = [fullName(visit.patient), t(`common:status.${visit.status}`)];
        const message =
          act.to === undefined
            ? t('noStep', { name, from })
            : t('noWay', { name, from, to: t(`common:status.${act.to}`) });
        notifications.show({ message });
      }
    }
  };
}
