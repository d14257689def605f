import { useTranslation } from 'react-i18next';
import type { FiguresDto, FiguresReport } from '../../../shared/contracts/figures.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './figures.module.css';
import { useFigureWords } from './use-figure-words.ts';

/** Doctor beside doctor, in order of name: this is no ranking. */
export function DoctorsTable({ doctors, total }: Pick<FiguresReport, 'doctors' | 'total'>) {
  const { t } = useTranslation('figures');
  const heads = [
    t('column.visits'),
    t('column.seen'),
    t('measure.utilisation'),
    t('measure.wait'),
    t('column.p90'),
    t('column.noShows'),
    t('column.left'),
    t('column.cancelled'),
    t('column.lateCancels'),
    t('measure.lead'),
  ];
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label={t('doctors')}>
        <thead>
          <tr>
            <th scope="col">{t('doctor')}</th>
            {heads.map((head) => (
              <th key={head} scope="col" data-number>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {doctors.map(({ doctorId, name, figures }) => (
            <Row key={doctorId} name={name} of={figures} />
          ))}
        </tbody>
        {doctors.length > 1 && (
          <tfoot>
            <Row name={t('wholeClinic')} of={total} />
          </tfoot>
        )}
      </table>
    </div>
  );
}

function Row({ name, of }: { readonly name: string; readonly of: FiguresDto }) {
  const format = useFormat();
  const { amount } = useFigureWords();
  const withShare = (count: number, share: number | null) =>
    share === null ? format.number(count) : `${format.number(count)} (${amount(share, 'share')})`;
  const cells = {
    visits: format.number(of.visits),
    seen: format.number(of.seen),
    utilisation: amount(of.utilisation, 'share'),
    wait: amount(of.wait.medianMin, 'minutes'),
    p90: amount(of.wait.p90Min, 'minutes'),
    noShows: withShare(of.noShows, of.noShowShare),
    left: format.number(of.left),
    cancelled: format.number(of.cancelled),
    lateCancels: withShare(of.lateCancels, of.lateCancelShare),
    lead: amount(of.lead.medianDays, 'days'),
  };
  return (
    <tr>
      <th scope="row">{name}</th>
      {Object.entries(cells).map(([column, cell]) => (
        <td key={column} data-number>
          {cell}
        </td>
      ))}
    </tr>
  );
}
