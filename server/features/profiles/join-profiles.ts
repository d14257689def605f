import type { ProfileRow } from './profiles.repo.ts';

const CLINICAL = ['allergies', 'conditions', 'medication'] as const;

/**
 * What is known of one person from two charts. Where both say something, the one that stays is right, but for
 * what a doctor must not miss: there both stay to be read.
 */
export function joinedProfile(kept: ProfileRow, closed: ProfileRow): ProfileRow {
  const joined: ProfileRow = { ...kept };
  for (const name of Object.keys(closed) as (keyof ProfileRow)[]) {
    if (joined[name] === null) Object.assign(joined, { [name]: closed[name] });
  }
  for (const name of CLINICAL) joined[name] = bothOf(kept[name], closed[name]);
  // "None" said of the one chart is no news where the other names some.
  const saysNone = kept.hasNoAllergies === 1 || closed.hasNoAllergies === 1;
  return { ...joined, hasNoAllergies: saysNone && joined.allergies === null ? 1 : 0 };
}

function bothOf(kept: string | null, closed: string | null): string | null {
  if (kept === null || closed === null || kept === closed) return kept ?? closed;
  return `${kept}\n${closed}`;
}
