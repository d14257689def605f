import { prefillBooking } from '../features/booking/prefill-booking.ts';
import { MyDayScreen } from '../features/my-day/my-day-screen.tsx';
import { PastVisits } from '../features/notes/past-visits.tsx';
import { VisitAnswers } from '../features/notes/visit-answers.tsx';
import { VisitNote } from '../features/notes/visit-note.tsx';
import { RequestInbox } from '../features/requests/request-inbox.tsx';
import { SendSignals } from '../features/signals/send-signals.tsx';
import { DeskTaskHost } from './desk-tasks.tsx';

export function MyDayRoute() {
  return (
    <DeskTaskHost>
      <MyDayScreen
        inbox={<RequestInbox isDoctorShown={false} />}
        Answers={VisitAnswers}
        Note={VisitNote}
        Past={PastVisits}
        Signals={SendSignals}
        onFollowUp={({ patient, type }) => prefillBooking({ patient, typeId: type.id })}
      />
    </DeskTaskHost>
  );
}
