import { type RefObject, useState } from 'react';
import type { AppointmentDto } from '../../../shared/contracts/appointments.ts';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import type { BookingLine } from '../../../shared/domain/booking-line.ts';
import type { AppointmentTypeId, DoctorId, SpecializationId } from '../../../shared/ids.ts';
import type { CivilDate } from '../../../shared/time/civil-date.ts';
import { useKeptText } from '../../lib/draft.ts';
import { itemsOf, type PaletteItem, type PaletteScreen } from './palette-items.ts';
import { useBook } from './use-book.ts';
import { useAnswer } from './use-suggestion.ts';

/** What the dialog with all fields begins with. */
export type FullStart = {
  readonly patient: PatientSummary | null;
  readonly typeId: AppointmentTypeId | undefined;
  readonly doctorId: DoctorId | undefined;
  readonly startsAt: string | undefined;
};

/** What the waitlist begins with: for whom, with whom if that was said, and for which visit. */
export type WaitStart = {
  readonly patient: PatientSummary;
  readonly with: DoctorId | SpecializationId | undefined;
  readonly typeId: AppointmentTypeId | undefined;
};

export type PaletteUse = {
  /** When it was opened, by the page's own clock: milliseconds. */
  readonly since: number;
  readonly screens: readonly PaletteScreen[];
  readonly canBook: boolean;
  readonly canRegister: boolean;
  readonly canSayAway: boolean;
  readonly canWait: boolean;
  readonly onGo: (to: string) => void;
  readonly onWait: (start: WaitStart) => void;
  readonly onVisit: (visit: AppointmentDto) => void;
  readonly onAway: (doctorId: DoctorId, from: CivilDate) => void;
  readonly onChart: (patient: PatientSummary) => void;
  readonly onFull: (start: FullStart) => void;
  readonly onClose: () => void;
};

const DRAFT = 'palette';

/** The line, what it is understood as, and what can be done with it. */
export function usePalette(use: PaletteUse, input: RefObject<HTMLInputElement | null>) {
  const kept = useKeptText(DRAFT);
  const [active, setActive] = useState(0);
  const [registering, setRegistering] = useState<string>();
  const answer = useAnswer(kept.text, use);
  const { line, absence, suggestion, namesakes, unread, isSettled } = answer;
  const leave = (then: () => void) => {
    kept.drop();
    then();
  };
  const booking = useBook(use.since, { onBooked: () => leave(use.onClose), onRefused: answer.again });
  const items = itemsOf({
    namesakes,
    line: kept.text,
    patient: typedName(line),
    unread,
    suggestion,
    absence,
    screens: use.screens,
    canRegister: use.canRegister,
    canWait: use.canWait,
  });
  const at = Math.min(active, Math.max(0, items.length - 1));

  /** Says who is meant: another one of those found, or one registered just now. */
  function mean(patient: PatientSummary) {
    answer.mean(patient);
    setRegistering(undefined);
    setActive(0);
    input.current?.focus();
  }
  function act(item: PaletteItem | undefined) {
    if (item?.kind === 'go') return leave(() => use.onGo(item.screen.to));
    if (item?.kind === 'away') return leave(() => use.onAway(item.doctor.id, item.from));
    // Half a line must not book for the wrong person: Enter waits for the answer to what is typed.
    if (item === undefined || !isSettled) return;
    if (item.kind === 'book') booking.book(item.choice);
    else if (item.kind === 'whom') mean(item.patient);
    else if (item.kind === 'wait') leave(() => use.onWait(waitStart(item.patient, line)));
    else if (item.kind === 'visit') leave(() => use.onVisit(item.visit));
    else if (item.kind === 'chart') leave(() => use.onChart(item.patient));
    else setRegistering(item.text);
  }
  return {
    ...answer,
    ...booking,
    text: kept.text,
    items,
    at,
    act,
    registering,
    choose: (index: number) => setActive(Math.max(0, Math.min(index, items.length - 1))),
    type: (text: string) => {
      kept.setText(text);
      setActive(0);
      booking.forget();
    },
    mean,
    stopRegistering: () => setRegistering(undefined),
    openFull: () => use.onFull(fullStart(items[at], answer)),
  };
}
export type PaletteState = ReturnType<typeof usePalette>;

function waitStart(patient: PatientSummary, line: BookingLine | undefined): WaitStart {
  const [doctor, other] = line?.doctors ?? [];
  const isOne = doctor !== undefined && other === undefined;
  return { patient, with: isOne ? doctor.id : line?.specialization?.id, typeId: line?.type?.id };
}

/** As it was typed: a comma says that the last name came first. */
function typedName(line: BookingLine | undefined): string {
  const words = line?.chips.filter(({ kind }) => kind === 'patient').map(({ from }) => from);
  return words?.join(' ') ?? '';
}

function fullStart(
  item: PaletteItem | undefined,
  { line, suggestion }: Pick<ReturnType<typeof useAnswer>, 'line' | 'suggestion'>,
): FullStart {
  const choice = item?.kind === 'book' ? item.choice : undefined;
  return {
    patient: item?.kind === 'whom' ? item.patient : (suggestion?.patient ?? null),
    typeId: choice?.type.id ?? line?.type?.id,
    doctorId: choice?.doctor.id ?? line?.doctors[0]?.id,
    startsAt: choice?.startsAt,
  };
}
