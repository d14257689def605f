import { notifications } from '@mantine/notifications';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '@mantine/core';
import type { AppointmentDto } from '../../shared/contracts/appointments.ts';
import { mayEver } from '../../shared/domain/policy.ts';
import { toInstant } from '../../shared/time/instant.ts';
import { useTRPCClient } from '../lib/api.ts';
import { useFormat } from '../lib/format.ts';
import { useMe } from '../lib/session.ts';
import { useOverview } from '../lib/use-overview.ts';

const SHOWN_MS = 20_000;

/** After a visit is called off: whether somebody on the waitlist could have its time. */
export function useTellFreed(): (visit: AppointmentDto) => Promise<void> {
  const { t } = useTranslation('waitlist');
  const format = useFormat();
  const me = useMe();
  const api = useTRPCClient();
  const navigate = useNavigate();
  const doctors = useOverview()?.doctors ?? [];
  return async ({ doctorId, startsAt, endsAt }) => {
    if (!mayEver(me.role, 'waitlist.read')) return;
    // Nobody is kept from anything where this look fails: the list itself stays.
    const found = await api.waitlist.candidates.query({ doctorId, startsAt, endsAt }).catch(() => undefined);
    const count = found?.items.length ?? 0;
    if (count === 0) return;
    const doctor = doctors.find(({ id }) => id === doctorId)?.name ?? '';
    const id = `freed ${doctorId} ${startsAt}`;
    const show = () => {
      notifications.hide(id);
      void navigate({
        to: '/waitlist',
        search: { doctor: doctorId, start: toInstant(startsAt), end: toInstant(endsAt) },
      });
    };
    notifications.show({
      id,
      autoClose: SHOWN_MS,
      title: t('free.title', { time: format.time(startsAt), doctor }),
      message: (
        <>
          <p>{t('free.toast', { count })}</p>
          <Button size="compact-sm" variant="default" onClick={show}>
            {t('free.show')}
          </Button>
        </>
      ),
    });
  };
}
