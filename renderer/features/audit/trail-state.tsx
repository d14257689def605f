import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TrailState } from '../../../shared/contracts/audit.ts';
import { useErrorText } from '../../lib/errors.ts';
import { useFormat } from '../../lib/format.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './audit.module.css';
import { useTrailState } from './use-audit.ts';

/** Whether the chain is whole, since when that is known, and a way to know it now. */
export function TrailStateBar() {
  const { t } = useTranslation('audit');
  const errorText = useErrorText();
  const { state, check } = useTrailState();
  const tone = toneOf(state.data);
  const error = check.error ?? state.error;
  return (
    <>
      <div className={classes.state} data-tone={tone} role="status" aria-label={t('trail.label')}>
        <Icon name={tone === 'good' ? 'check' : tone === 'bad' ? 'alert' : 'clock'} size={16} />
        <StateWords state={state.data} />
        <Button
          variant="default"
          size="compact-sm"
          loading={check.isPending}
          onClick={() => check.mutate({})}
        >
          {t('trail.check')}
        </Button>
      </div>
      {error !== null && <Notice tone="bad">{errorText(error)}</Notice>}
    </>
  );
}

function StateWords({ state }: { readonly state: TrailState | undefined }) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  if (state === undefined) return <span className={classes.soft}>{t('trail.label')}</span>;
  const last = state.lastVerified;
  if (last === null) {
    return (
      <span>
        <strong>{t('trail.never')}</strong>{' '}
        <span className={classes.soft}>{t('trail.lines', { count: state.lineCount })}</span>
      </span>
    );
  }
  return (
    <span title={format.dateTime(last.at)}>
      <strong>{t(last.isWhole ? 'trail.whole' : 'trail.broken')}</strong>{' '}
      <span className={classes.soft}>
        {t('trail.checked', { count: last.lineCount, when: format.relative(last.at) })}
      </span>
    </span>
  );
}

/** The places, where there are any: above everything else on the screen. */
export function TrailBreaches() {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const breaches = useTrailState().state.data?.lastVerified?.breaches ?? [];
  if (breaches.length === 0) return null;
  const places = breaches.map((breach) => {
    const [kind = '', lines = ''] = breach.split(' ');
    return t(`trail.breach.${kind as 'altered'}`, { lines });
  });
  return (
    <Notice tone="bad" title={t('trail.broken')}>
      {t('trail.places', { places: format.list(places) })}
    </Notice>
  );
}

function toneOf(state: TrailState | undefined): 'good' | 'bad' | 'calm' {
  if (state?.lastVerified === null || state === undefined) return 'calm';
  return state.lastVerified.isWhole ? 'good' : 'bad';
}
