import { useTranslation } from 'react-i18next';
import type { RecallDto } from '../../../shared/contracts/recalls.ts';
import { mayEver } from '../../../shared/domain/policy.ts';
import { CONTACT_KINDS } from '../../../shared/domain/recalls.ts';
import { useMe } from '../../lib/session.ts';
import type { KeyGroup } from '../../ui/keys/keys-help.tsx';
import { useScreenKeys } from '../../ui/keys/use-screen-keys.ts';
import type { RecallActs } from './use-recall-acts.ts';

type Input = {
  readonly onAdd: () => void;
  readonly onKeys: () => void;
  readonly onUndo: () => void;
  readonly onList: () => void;
};

export function useRecallKeys({ onAdd, onKeys, onUndo, onList }: Input): void {
  // From nowhere in particular an arrow goes into the list.
  useScreenKeys({ onUndo, acts: { n: onAdd, '?': onKeys, Escape: onList, ArrowDown: onList } });
}

/** One key, one act, on the patient with the focus; undefined where it means nothing there. */
export function recallAct(
  key: string,
  recall: RecallDto,
  { acts, onEdit }: { readonly acts: RecallActs; readonly onEdit: (recall: RecallDto) => void },
): (() => void) | undefined {
  const pressed = key.toLowerCase();
  if (recall.can.reopen) return pressed === 'r' || key === 'Enter' ? () => acts.reopen(recall) : undefined;
  if (!recall.can.write) return key === 'Enter' ? () => acts.show(recall) : undefined;
  const kind = CONTACT_KINDS[Number(key) - 1];
  if (kind !== undefined) return () => acts.log(recall, kind);
  const known: Readonly<Record<string, () => void>> = {
    enter: () => acts.book(recall),
    b: () => acts.book(recall),
    p: () => acts.pin(recall),
    e: () => onEdit(recall),
    d: () => acts.end(recall, 'declined'),
    u: () => acts.end(recall, 'given_up'),
  };
  return known[pressed];
}

export function useRecallKeyWords(): readonly KeyGroup[] {
  const { t } = useTranslation(['recalls', 'board', 'desk']);
  const canWrite = mayEver(useMe().role, 'recall.write');
  const anywhere = {
    title: t('keys.anywhere'),
    keys: [
      { keys: ['↑', '↓'], does: t('keys.rows') },
      { keys: ['N'], does: t('add') },
      { keys: ['Ctrl K'], does: t('desk:palette') },
      { keys: ['Ctrl Z'], does: t('board:keys.undo') },
      { keys: ['Esc'], does: t('keys.list') },
    ],
  };
  const onRow = {
    title: t('keys.onRow'),
    keys: [
      { keys: ['B', t('board:keyNames.enter')], does: t('book') },
      ...CONTACT_KINDS.map((kind, at) => ({ keys: [String(at + 1)], does: t(`kind.${kind}`) })),
      { keys: ['P'], does: t('pin') },
      { keys: ['E'], does: t('edit') },
      { keys: ['D'], does: t('declined') },
      { keys: ['U'], does: t('givenUp') },
      { keys: ['R'], does: t('reopen') },
    ],
  };
  return canWrite ? [anywhere, onRow] : [anywhere];
}
