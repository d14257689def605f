import { nameKeyOf } from './patient-search-text.ts';

export const PERSON_TRAITS = ['name', 'birthDate'] as const;
export type PersonTrait = (typeof PERSON_TRAITS)[number];

type Person = { readonly givenName: string; readonly familyName: string; readonly birthDate: string };

/** In what two charts speak of different persons; how a name is written makes no other person. */
export function personDifferences(one: Person, other: Person): PersonTrait[] {
  const differs = {
    name: nameKeyOf(one) !== nameKeyOf(other),
    birthDate: one.birthDate !== other.birthDate,
  };
  return PERSON_TRAITS.filter((trait) => differs[trait]);
}
