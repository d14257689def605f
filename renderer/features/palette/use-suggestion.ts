import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import {
  type BookingSuggestion,
  MAX_PATIENT_ASKED,
  type SuggestBooking,
} from '../../../shared/contracts/booking.ts';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import { type AbsenceLine, readAbsenceLine } from '../../../shared/domain/absence-line.ts';
import { type BookingLine, readBookingLine } from '../../../shared/domain/booking-line.ts';
import { BOOKING_WORDS } from '../../../shared/domain/booking-words.ts';
import { useTRPC } from '../../lib/api.ts';
import { useFormat } from '../../lib/format.ts';
import { useLanguage, wordsLanguageOf } from '../../lib/language.ts';
import { useOverview } from '../../lib/use-overview.ts';
import { namesakesOf } from './namesakes.ts';
import { isCommand } from './palette-items.ts';

/** Skips the letters of a word typed in one go, and is not felt. */
const PAUSE_MS = 50;

/** Whom a name in the line means, once somebody has said so. */
type Meant = { readonly words: string; readonly patient: PatientSummary };

/** What the line is understood as, and what the clinic answers; somebody else found may be meant instead. */
export function useAnswer(text: string, may: { readonly canBook: boolean; readonly canSayAway: boolean }) {
  const [meant, setMeant] = useState<Meant>();
  const { line, absence } = useUnderstood(text, may);
  const answer = useSuggestion(line, meant);
  const mean = (patient: PatientSummary) => {
    if (line !== undefined) setMeant({ words: line.patient, patient });
  };
  const isMeant = line !== undefined && isStillMeant(meant, line);
  const { suggestion } = answer;
  const namesakes = isMeant || suggestion === undefined ? [] : namesakesOf(suggestion);
  return { ...answer, line, absence, mean, namesakes, unread: unreadOf(line) };
}

/** The words that nothing was made of: what is offered does not keep to them. */
function unreadOf(line: BookingLine | undefined): readonly string[] {
  return line?.chips.filter(({ kind }) => kind === 'unread').map(({ from }) => from) ?? [];
}

type Understood = { readonly line?: BookingLine; readonly absence?: AbsenceLine };

/** A doctor who is away, or else a booking. */
function useUnderstood(line: string, may: Parameters<typeof useAnswer>[1]): Understood {
  const { canBook, canSayAway } = may;
  const overview = useOverview();
  const format = useFormat();
  const today = format.today();
  const words = BOOKING_WORDS[wordsLanguageOf(useLanguage().shown)];
  return useMemo(() => {
    if (overview === undefined || isCommand(line)) return {};
    const types = overview.types.filter((type) => type.isActive);
    const doctors = overview.doctors.filter((doctor) => doctor.isActive);
    const lists = { today, words, types, doctors };
    const absence = canSayAway ? readAbsenceLine(line, lists) : undefined;
    if (absence !== undefined) return { absence };
    return canBook ? { line: readBookingLine(line, lists) } : {};
  }, [overview, line, today, words, canBook, canSayAway]);
}

/** The clinic's answer to the line. Until it is here nothing may be booked: it would be another one's. */
function useSuggestion(understood: BookingLine | undefined, meant: Meant | undefined) {
  const trpc = useTRPC();
  const wanted = JSON.stringify(understood === undefined ? null : askFor(understood, meant));
  const [asked] = useDebouncedValue(wanted, PAUSE_MS);
  const input = JSON.parse(asked) as SuggestBooking | null;
  const answer = useQuery({
    ...trpc.booking.suggest.queryOptions(input ?? skipToken),
    placeholderData: keepPreviousData,
    // Other desks book, too: what was free for the last call may be gone.
    staleTime: 0,
    gcTime: 0,
  });
  const isOpen = wanted !== 'null';
  const suggestion: BookingSuggestion | undefined = isOpen && asked !== 'null' ? answer.data : undefined;
  const isSettled = asked === wanted && !answer.isPlaceholderData && !answer.isFetching;
  return { suggestion, isSettled, error: isOpen ? answer.error : null, again: () => void answer.refetch() };
}

function askFor(line: BookingLine, meant: Meant | undefined): SuggestBooking | null {
  if (line.patient === '') return null;
  const isMeant = isStillMeant(meant, line);
  const patient = isMeant ? `${meant.patient.chartNumber} ${meant.patient.familyName}` : line.patient;
  return {
    patient: patient.slice(0, MAX_PATIENT_ASKED),
    ...(isMeant && { patientId: meant.patient.id }),
    ...(line.type !== undefined && { appointmentTypeId: line.type.id }),
    doctorIds: line.doctors.map(({ id }) => id),
    ...(line.specialization !== undefined && { specializationId: line.specialization.id }),
    isAnyDoctor: line.isAnyDoctor,
    ...(line.from !== undefined && { from: line.from }),
    ...(line.days !== undefined && { days: line.days }),
    ...(line.part !== undefined && { dayPart: line.part }),
    ...(line.time !== undefined && { time: line.time }),
  };
}

function isStillMeant(meant: Meant | undefined, line: BookingLine): meant is Meant {
  return meant !== undefined && meant.words === line.patient;
}
