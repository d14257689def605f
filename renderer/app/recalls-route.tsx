import { PatientPicker } from '../features/patients/patient-picker.tsx';
import { RecallsScreen } from '../features/recalls/recalls-screen.tsx';
import { DeskTaskHost } from './desk-tasks.tsx';

/** The list, with the dialogs of the desk to book from it. */
export function RecallsRoute() {
  return (
    <DeskTaskHost>
      <RecallsScreen PatientPicker={PatientPicker} />
    </DeskTaskHost>
  );
}
