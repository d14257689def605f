import { useTranslation } from 'react-i18next';
import type { WaitingVisit } from '../../../shared/contracts/flow.ts';
import { spokenWait } from '../../../shared/domain/wait-estimate.ts';
import { useFormat } from '../../lib/format.ts';
import { useNow } from '../../lib/use-minute.ts';

type Turn = NonNullable<WaitingVisit['turn']>;

/** How long it may take, in the words one would say at the desk; never a point, and honest where nobody knows. */
export function useTurnWords(): (turn: Turn) => { short: string; whole: string; basis: string } {
  const { t } = useTranslation('flow');
  const format = useFormat();
  const now = useNow();
  return ({ expected }) => {
    if (expected === null) return inAll(t('turn.unknown'), t('turn.unknownWhole'), t('turn.unknownBasis'));
    const { min, max } = spokenWait(expected, now);
    const basis = t('turn.basis', { count: expected.basis });
    if (max === 0) return inAll(t('turn.soon'), t('turn.soonWhole'), basis);
    const most = format.minutes(max);
    if (min === 0) return inAll(t('turn.upTo', { most }), t('turn.upToWhole', { most }), basis);
    // The unit once, as one says it.
    const words = { least: max < 60 ? format.number(min) : format.minutes(min), most };
    return min === max
      ? inAll(t('turn.about', { most }), t('turn.aboutWhole', { most }), basis)
      : inAll(t('turn.range', words), t('turn.rangeWhole', words), basis);
  };
}

const inAll = (short: string, whole: string, basis: string) => ({ short, whole, basis });
