import { WaitingScreen } from '../features/flow/waiting-screen.tsx';
import { DeskTaskHost } from './desk-tasks.tsx';

export function WaitingRoute() {
  return (
    <DeskTaskHost>
      <WaitingScreen />
    </DeskTaskHost>
  );
}
