/** What doctors write of visits. */
export const notes = {
  title: 'Note of this visit',
  all: 'Notes of visits',
  none: 'No note has been signed yet.',
  more: 'Show more',
  parts: { reason: 'Why they came', findings: 'Findings', plan: 'Plan' },
  hint: 'Once signed it stays as it is.',
  draft: 'Kept as your draft. Nobody else sees it before it is signed.',
  sign: 'Sign',
  signKey: 'Ctrl+Enter',
  signed: 'Signed by {{name}}, {{when}}',
  amend: 'Add an addendum',
  addendum: 'Addendum',
  signAddendum: 'Sign the addendum',
  giveUp: 'Do not add it',
} as const;
