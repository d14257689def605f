import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OwnAppointmentDto } from '../../../../shared/contracts/appointments.ts';
import { useErrorText } from '../../../lib/errors.ts';
import { fetchFile, keepFile } from '../../../lib/keep-file.ts';
import { useSession } from '../../../lib/session.ts';
import classes from './visit-card.module.css';

type Props = {
  readonly visit: OwnAppointmentDto;
  readonly label: string;
  readonly variant: 'subtle' | 'default';
};

/** The visit as a file that the phone's calendar takes in. */
export function ToCalendar({ visit, label, variant }: Props) {
  const { t } = useTranslation('portal');
  const session = useSession();
  const errorText = useErrorText();
  const save = useMutation({
    mutationFn: async () =>
      keepFile(await fetchFile(session, `/api/me/appointments/${visit.id}/calendar`), 'visit.ics'),
    onError: (error) => notifications.show({ color: 'red', message: errorText(error) }),
  });
  return (
    <Button
      className={classes.whole}
      aria-label={label}
      variant={variant}
      loading={save.isPending}
      onClick={() => save.mutate()}
    >
      {t('visit.toCalendar')}
    </Button>
  );
}
