import { StrandedScreen } from '../features/stranded/stranded-screen.tsx';
import { DeskTaskHost } from './desk-tasks.tsx';

/** The list, with the dialogs of the desk to move and cancel from it. */
export function StrandedRoute() {
  return (
    <DeskTaskHost>
      <StrandedScreen />
    </DeskTaskHost>
  );
}
