import { useTranslation } from 'react-i18next';
import type { NoteDto } from '../../../shared/contracts/notes.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './notes.module.css';

const PARTS = ['reason', 'findings', 'plan'] as const;

/** A signed note as it stands, with what was added to it. */
export function NoteView({ note }: { readonly note: NoteDto }) {
  const { t } = useTranslation('notes');
  const format = useFormat();
  return (
    <>
      <dl className={classes.words}>
        {PARTS.filter((part) => note[part] !== '').map((part) => (
          <div key={part}>
            <dt>{t(`parts.${part}`)}</dt>
            <dd>{note[part]}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.signed}>
        {t('signed', { name: note.authorName, when: format.dateTime(note.signedAt) })}
      </p>
      {note.addenda.map(({ id, words, authorName, signedAt }) => (
        <div key={id} className={classes.addendum}>
          <strong>{t('addendum')}</strong>
          <p>{words}</p>
          <p className={classes.signed}>
            {t('signed', { name: authorName, when: format.dateTime(signedAt) })}
          </p>
        </div>
      ))}
    </>
  );
}
