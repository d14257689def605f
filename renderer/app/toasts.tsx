import { Notifications } from '@mantine/notifications';

/** Short words about something that has just happened. */
export function Toasts() {
  return <Notifications position="bottom-center" limit={3} autoClose={5000} />;
}
