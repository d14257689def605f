import { useMediaQuery } from '@mantine/hooks';
import { Notifications, notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { useSessionState } from '../lib/session.ts';

/** Short words about something that has just happened, where they cover nothing that is pressed next. */
export function Toasts() {
  const isPhone = useMediaQuery('(max-width: 600px)');
  const isOpen = useSessionState().status !== 'locked';
  // Neither what was said before the lock nor what an answer on its way says into it is for the next person.
  useEffect(() => {
    if (isOpen) return undefined;
    notifications.clean();
    return () => notifications.clean();
  }, [isOpen]);
  if (!isOpen) return null;
  return <Notifications position={isPhone ? 'top-center' : 'bottom-right'} limit={3} autoClose={5000} />;
}
