import { useTranslation } from 'react-i18next';
import { type Relation, RELATIONS } from '../../../shared/domain/policy.ts';
import { rightsByKind, type RightsOfKind } from '../../../shared/domain/rights-overview.ts';
import type { Role } from '../../../shared/domain/roles.ts';
import classes from './rights-screen.module.css';

const COLUMNS = ['patient', 'receptionist', 'doctor', 'admin'] as const satisfies readonly Role[];

/** The table the program decides by, to be read. */
export function RightsScreen() {
  const { t } = useTranslation(['rights', 'common']);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- nothing in it takes the focus, so a keyboard could not scroll it
    <main id="content" className={classes.page} tabIndex={0}>
      <h1 className={classes.title}>{t('title')}</h1>
      <p className={classes.intro}>{t('intro')}</p>
      <Legend />
      <div className={classes.frame}>
        <table className={classes.table}>
          <caption className={classes.caption}>{t('title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('act')}</th>
              {COLUMNS.map((role) => (
                <th key={role} scope="col">
                  {t(`common:roles.${role}`)}
                </th>
              ))}
            </tr>
          </thead>
          {rightsByKind().map((rights) => (
            <Kind key={rights.kind} {...rights} />
          ))}
        </table>
      </div>
    </main>
  );
}

function Kind({ kind, rows }: RightsOfKind) {
  const { t } = useTranslation('rights');
  // A word that the locale has not got yet shows as the program writes it.
  const words = (key: string, fallback: string) => t(key as 'title', { defaultValue: fallback });
  return (
    <tbody>
      <tr className={classes.kind}>
        <th scope="rowgroup" colSpan={COLUMNS.length + 1}>
          {words(`kind.${kind}`, kind)}
        </th>
      </tr>
      {rows.map(({ action, act, grants }) => (
        <tr key={action}>
          <th scope="row">{words(`action.${kind}.${act}`, action)}</th>
          {COLUMNS.map((role) => (
            <td key={role}>
              <Grants relations={grants[role]} />
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}

function Grants({ relations }: { readonly relations: readonly Relation[] }) {
  const { t } = useTranslation('rights');
  if (relations.length === 0) return <span className={classes.nothing}>{t('nothing')}</span>;
  return (
    <ul className={classes.grants}>
      {relations.map((relation) => (
        <li key={relation} data-relation={relation}>
          {t(`relation.${relation}`)}
        </li>
      ))}
    </ul>
  );
}

function Legend() {
  const { t } = useTranslation('rights');
  return (
    <section className={classes.legend} aria-label={t('legend')}>
      <dl>
        {RELATIONS.map((relation) => (
          <div key={relation}>
            <dt data-relation={relation}>{t(`relation.${relation}`)}</dt>
            <dd>{t(`meaning.${relation}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
