import { Notifications } from '@mantine/notifications';

const BELOW_DIALOGS = 190;

/** Short words about something that has just happened. */
export function Toasts() {
  // Below the dialogs: what an earlier act says never covers the buttons of the one in hand.
  return <Notifications position="bottom-center" limit={3} autoClose={5000} zIndex={BELOW_DIALOGS} />;
}
