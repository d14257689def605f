import { MyDayScreen } from '../features/my-day/my-day-screen.tsx';
import { VisitNote } from '../features/notes/visit-note.tsx';
import { RequestInbox } from '../features/requests/request-inbox.tsx';
import { DeskTaskHost } from './desk-tasks.tsx';

export function MyDayRoute() {
  return (
    <DeskTaskHost>
      <MyDayScreen inbox={<RequestInbox isDoctorShown={false} />} Note={VisitNote} />
    </DeskTaskHost>
  );
}
