import { MantineThemeProvider, Notification } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Notifications, notifications } from '@mantine/notifications';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSessionState } from '../lib/session.ts';
import classes from './toasts.module.css';

/** Short words about something that has just happened, where they cover nothing that is pressed next. */
export function Toasts() {
  const { t } = useTranslation();
  const isPhone = useMediaQuery('(max-width: 600px)');
  const state = useSessionState();
  const person = 'me' in state && state.status !== 'locked' ? state.me.userId : undefined;
  const [lastPerson, setLastPerson] = useState(person);
  if (person !== undefined && person !== lastPerson) setLastPerson(person);
  const isOpen = state.status !== 'locked' && (person !== undefined || lastPerson === undefined);
  // Neither what was said before they left nor what an answer on its way says after it is for the next person. What is
  // there at first is of this one: the toasts come a moment after the screen.
  const shownTo = useRef(person);
  useEffect(() => {
    if (person !== shownTo.current) notifications.clean();
    shownTo.current = person;
  }, [person]);
  const named = useMemo(() => withNamedClose(t('actions.close')), [t]);
  if (!isOpen) return null;
  return (
    <MantineThemeProvider theme={named} inherit>
      <Notifications
        className={classes.toasts}
        position={isPhone ? 'top-center' : 'bottom-right'}
        limit={3}
        autoClose={5000}
      />
    </MantineThemeProvider>
  );
}

/** The cross of a toast says to a screen reader what it does. */
function withNamedClose(label: string) {
  const defaultProps = { closeButtonProps: { 'aria-label': label } };
  return { components: { Notification: Notification.extend({ defaultProps }) } };
}
