import { useRouter } from '@tanstack/react-router';
import type { i18n } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayEver } from '../../shared/domain/policy.ts';
import { BookingDialog } from '../features/booking/booking-dialog.tsx';
import { HeldNote } from '../features/booking/held-note.tsx';
import { Refusal } from '../features/booking/refusal.tsx';
import { prefillBooking } from '../features/booking/prefill-booking.ts';
import { Palette, type RegisterProps } from '../features/palette/palette.tsx';
import type { FullStart } from '../features/palette/use-palette.ts';
import { keptRegistration } from '../features/patients/kept-registration.ts';
import { PatientPicker } from '../features/patients/patient-picker.tsx';
import { prefillFrom } from '../features/patients/prefill.ts';
import { QuickRegister } from '../features/patients/quick-register.tsx';
import { knownWish } from '../features/waitlist/known-wish.ts';
import type { BookingStart } from '../lib/desk-tasks.ts';
import { useFormat } from '../lib/format.ts';
import { fetchDeskLateWords, useDeskLateWords } from '../lib/desk-late-words.ts';
import { useMe } from '../lib/session.ts';
import { DeskTaskHost } from './desk-tasks.tsx';
import { MORE_SCREENS, SCREENS } from './screens.ts';

export { UndoKey } from './undo-key.tsx';

type Props = { readonly onClose: () => void };

/** What the palette says, in the reader's language. */
export function fetchPaletteWords(instance: i18n): Promise<void> {
  return fetchDeskLateWords(instance, 'palette');
}

/** The palette with the parts of other features it leads to; what is booked in it can be taken back. */
export function DeskPalette({ onClose }: Props) {
  return (
    <DeskTaskHost>
      <PaletteWithParts onClose={onClose} />
    </DeskTaskHost>
  );
}

function PaletteWithParts({ onClose }: Props) {
  useDeskLateWords('palette');
  const { t } = useTranslation('common');
  const [since] = useState(() => performance.now());
  const format = useFormat();
  const router = useRouter();
  const me = useMe();
  const [full, setFull] = useState<BookingStart>();
  const screens = [...SCREENS[me.role], ...MORE_SCREENS[me.role]].map(({ to, label }) => ({
    to,
    name: t(label),
  }));
  const openFull = ({ patient, typeId, doctorId, startsAt }: FullStart) => {
    prefillBooking({ patient, typeId });
    const day = startsAt === undefined ? format.today() : format.dayOf(startsAt);
    setFull({
      day,
      ...(doctorId !== undefined && { doctorId }),
      ...(startsAt !== undefined && { startsAt }),
    });
  };
  if (full !== undefined)
    return (
      <BookingDialog
        start={full}
        isDoctorFixed={me.role === 'doctor'}
        PatientPicker={PatientPicker}
        onClose={onClose}
        onBooked={onClose}
      />
    );
  return (
    <Palette
      since={since}
      screens={screens}
      canBook={mayEver(me.role, 'appointment.book')}
      canRegister={mayEver(me.role, 'patient.register')}
      canSayAway={mayEver(me.role, 'absence.manage')}
      Register={Register}
      Refusal={Refusal}
      Held={HeldNote}
      onGo={(to) => {
        onClose();
        void router.navigate({ to });
      }}
      onChart={({ id }) => {
        onClose();
        void router.navigate({ to: '/charts', search: { patient: id } });
      }}
      canWait={mayEver(me.role, 'waitlist.write')}
      onWait={({ patient, with: whom, typeId }) => {
        knownWish.keep({ patient, with: whom ?? '', typeId: typeId ?? '' });
        onClose();
        void router.navigate({ to: '/waitlist', search: { add: patient.id } });
      }}
      onVisit={({ id, startsAt }) => {
        onClose();
        void router.navigate({ to: '/board', search: { day: format.dayOf(startsAt), visit: id } });
      }}
      onAway={(doctor, day) => {
        onClose();
        void router.navigate({ to: '/absence', search: { doctor, day } });
      }}
      onFull={openFull}
      onClose={onClose}
    />
  );
}

/** Kept while it is filled in, as in the dialog with all fields: a lock in between loses nothing. */
function Register({ text, onDone, onBack }: RegisterProps) {
  const format = useFormat();
  const [start] = useState(() => keptRegistration.read() ?? prefillFrom(text, format.today()));
  const thenDrop = <Args extends unknown[]>(act: (...args: Args) => void) => {
    return (...args: Args) => {
      keptRegistration.drop();
      act(...args);
    };
  };
  return (
    <QuickRegister
      start={start}
      onChange={keptRegistration.keep}
      onDone={thenDrop(onDone)}
      onBack={thenDrop(onBack)}
    />
  );
}
