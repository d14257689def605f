import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { KIOSK_RESET_SEC } from '../../../shared/domain/displays.ts';
import { useClinic } from '../../lib/clinic.ts';
import { Icon } from '../../ui/icon.tsx';
import classes from './kiosk-screen.module.css';
import { KioskForm } from './kiosk-form.tsx';
import { PairForm } from './pair-form.tsx';
import { usePairing } from './use-pairing.ts';

/** At the entrance: "I am here." Nobody is signed in on it, and it says nothing of anybody. */
export function KioskScreen() {
  const { t } = useTranslation('displays');
  const { secret, wasRemoved, pair, forget } = usePairing('kiosk');
  if (secret !== null) return <Kiosk secret={secret} onRemoved={forget} />;
  return <PairForm kind="kiosk" title={t('pair.kioskTitle')} wasRemoved={wasRemoved} onPaired={pair} />;
}

/** What came of it: a ticket, or the way to the desk. */
type Outcome = { readonly ticket: number | null };

function Kiosk({ secret, onRemoved }: { readonly secret: string; readonly onRemoved: () => void }) {
  const { t } = useTranslation('displays');
  const { clinicName } = useClinic();
  const [outcome, setOutcome] = useState<Outcome>();
  /** Another number is another person: nothing of the form is kept. */
  const [round, setRound] = useState(0);
  const reset = useCallback(() => {
    setOutcome(undefined);
    setRound((before) => before + 1);
  }, []);
  useResetAfterSilence(reset);
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <span>{clinicName}</span>
      </header>
      <main id="content" className={classes.sheet}>
        {outcome === undefined ? (
          <KioskForm key={round} secret={secret} onDone={setOutcome} onRemoved={onRemoved} />
        ) : (
          <Told outcome={outcome} onDone={reset} />
        )}
      </main>
      <footer className={classes.foot}>{t('kiosk.private', { count: KIOSK_RESET_SEC })}</footer>
    </div>
  );
}

function Told({ outcome: { ticket }, onDone }: { readonly outcome: Outcome; readonly onDone: () => void }) {
  const { t } = useTranslation('displays');
  return (
    <div className={classes.told} role="status">
      <span className={classes.mark} data-tone={ticket === null ? 'desk' : 'here'}>
        <Icon name={ticket === null ? 'person' : 'check'} size={56} />
      </span>
      <h1>{t(ticket === null ? 'kiosk.toDesk' : 'kiosk.here')}</h1>
      {ticket === null ? (
        <p>{t('kiosk.toDeskHint')}</p>
      ) : (
        <>
          <p className={classes.ticketLabel}>{t('kiosk.yourTicket')}</p>
          <p className={classes.ticket}>{ticket}</p>
          <p>{t('kiosk.seat')}</p>
        </>
      )}
      <button type="button" className={classes.primary} onClick={onDone} autoFocus>
        {t('kiosk.done')}
      </button>
    </div>
  );
}

/** Counted from the last touch or key. */
function useResetAfterSilence(onSilence: () => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        onSilence();
        again();
      }, KIOSK_RESET_SEC * 1000);
    };
    again();
    const heard = ['pointerdown', 'keydown', 'input'] as const;
    for (const event of heard) addEventListener(event, again);
    return () => {
      clearTimeout(timer);
      for (const event of heard) removeEventListener(event, again);
    };
  }, [onSilence]);
}
