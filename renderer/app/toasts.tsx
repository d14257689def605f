import { useMediaQuery } from '@mantine/hooks';
import { Notifications } from '@mantine/notifications';

/** Short words about something that has just happened, where they cover nothing that is pressed next. */
export function Toasts() {
  const isPhone = useMediaQuery('(max-width: 600px)');
  return <Notifications position={isPhone ? 'top-center' : 'bottom-right'} limit={3} autoClose={5000} />;
}
