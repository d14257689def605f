import { ageOn, type CivilDate } from '../../../shared/time/civil-date.ts';
import type { Specialization } from './clinic-shape.ts';
import { KNOWN_PATIENTS } from './name-pools.ts';
import type { DemoPatient } from './people.ts';
import type { SeededRandom } from './seeded-random.ts';

const ADULT_FROM = 14;
const CHILD_UNTIL = 17;
const PANELS = 4;
const GAP_DAYS = 3;
const TRIES = 16;

/** Who could be each doctor's patient: children for pediatricians, women for gynecologists. */
export function candidatesOf(
  practices: readonly (readonly Specialization[])[],
  patients: readonly DemoPatient[],
  today: CivilDate,
): number[][] {
  const people = patients.map(({ sex, birthDate }) => ({ sex, age: ageOn(birthDate, today) }));
  return practices.map((own) => {
    const fitting = people.flatMap((person, index) => (own.some((p) => fits(p, person)) ? [index] : []));
    return fitting.length > 0 ? fitting : people.map((_, index) => index);
  });
}

function fits(practice: Specialization, person: { age: number; sex: DemoPatient['sex'] }): boolean {
  if (practice === 'Pediatrics') return person.age < CHILD_UNTIL;
  return person.age >= ADULT_FROM && (practice !== 'Gynecology' || person.sex !== 'male');
}

export type PatientChooser = {
  /** Someone who has no other visit that day; undefined when there is nobody left. */
  choose(at: { doctorIndex: number; dayNumber: number; isNewWanted: boolean }): number | undefined;
  /** Whether this is the first time the clinic sees them; the next time it is not. */
  meet(index: number): boolean;
};

/** Days have to come in order of time. */
export function createPatientChooser(
  random: SeededRandom,
  candidates: readonly (readonly number[])[],
  count: number,
): PatientChooser {
  const lastDay = new Map<number, number>();
  // About half of the people were patients before the demo's calendar begins.
  const isKnown = Array.from({ length: count }, () => random.chance(0.5));
  const panels = candidates.map((all, doctor) => {
    const panel = all.filter((_, i) => i % PANELS === doctor % PANELS);
    return panel.length > 0 ? panel : all;
  });
  const known = candidates.map((all) => all.filter((index) => index < KNOWN_PATIENTS.length));
  const knownChance = Math.min(0.006, 20 / Math.max(count, 1));

  return {
    choose({ doctorIndex, dayNumber, isNewWanted }) {
      const all = candidates[doctorIndex] ?? [];
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const isStrict = attempt < TRIES / 2;
        const home = isStrict && random.chance(0.75) ? panels[doctorIndex] : all;
        const friends = known[doctorIndex] ?? [];
        const from = friends.length > 0 && random.chance(knownChance) ? friends : home;
        const index = random.pick(from ?? all);
        const gap = dayNumber - (lastDay.get(index) ?? -Infinity);
        if (gap < (isStrict ? GAP_DAYS : 1) || (isStrict && isNewWanted && isKnown[index])) continue;
        lastDay.set(index, dayNumber);
        return index;
      }
      return undefined;
    },
    meet(index) {
      const isFirst = isKnown[index] === false;
      isKnown[index] = true;
      return isFirst;
    },
  };
}
