import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AdminPrivacyRequest } from '../../../shared/contracts/privacy.ts';
import { useFormat } from '../../lib/format.ts';
import classes from './privacy.module.css';

export type RequestAct = 'copy' | 'erase' | 'decline';

type Props = { readonly request: AdminPrivacyRequest; readonly onAct: (act: RequestAct) => void };

export function nameOf({ patient }: AdminPrivacyRequest): string {
  return `${patient.givenName} ${patient.familyName}`;
}

/** One wish: whose, since when, how it reached the clinic, and what can be done. */
export function RequestEntry({ request, onAct }: Props) {
  const { t } = useTranslation('privacy');
  const format = useFormat();
  const { patient, kind, via, idDocument, note, createdAt, decidedAt, decisionReason, keepUntil } = request;
  const document = t(`document.${idDocument ?? 'other'}`);
  return (
    <li className={classes.entry}>
      <div>
        <p className={classes.strong}>{nameOf(request)}</p>
        <p className={classes.soft}>
          {t('chart', { number: patient.chartNumber, birthDate: format.date(patient.birthDate) })}
        </p>
      </div>
      <div>
        <p className={classes.strong}>{t(`kind.${kind}`)}</p>
        <p className={classes.soft}>
          {decidedAt === null
            ? t('waits', { when: format.dateTime(createdAt) })
            : t('decided', { when: format.dateTime(decidedAt) })}
          {', '}
          {t(`via.${via}`, { document })}
        </p>
        {[note, decisionReason]
          .filter((text): text is string => text !== null && text !== '')
          .map((text) => (
            <p key={text}>{text}</p>
          ))}
        {keepUntil !== null && (
          <p className={classes.soft}>{t('keptUntil', { when: format.dateTime(keepUntil) })}</p>
        )}
      </div>
      {request.can.decide && (
        <div className={classes.acts}>
          <Button variant="default" onClick={() => onAct(kind === 'copy' ? 'copy' : 'erase')}>
            {t(kind === 'copy' ? 'acts.copy' : 'acts.erase')}
          </Button>
          <Button variant="default" onClick={() => onAct('decline')}>
            {t('acts.decline')}
          </Button>
        </div>
      )}
    </li>
  );
}
