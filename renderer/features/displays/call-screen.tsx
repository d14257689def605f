import { useTranslation } from 'react-i18next';
import type { ShownCall } from '../../../shared/realtime/socket-events.ts';
import { useClinic } from '../../lib/clinic.ts';
import { useFormat } from '../../lib/format.ts';
import { useNow } from '../../lib/use-minute.ts';
import { SchemeToggle } from '../../ui/scheme-toggle.tsx';
import classes from './call-screen.module.css';
import { PairForm } from './pair-form.tsx';
import { type Calls, useCalls } from './use-calls.ts';
import { type Sound, useChime } from './use-chime.ts';
import { usePairing } from './use-pairing.ts';

/** On the wall of the waiting room: who is called, and where to? Nobody is signed in on it. */
export function CallScreen() {
  const { t } = useTranslation('displays');
  const { secret, wasRemoved, pair, forget } = usePairing('calls');
  if (secret !== null) return <CallBoard secret={secret} onRemoved={forget} />;
  return <PairForm kind="calls" title={t('pair.callsTitle')} wasRemoved={wasRemoved} onPaired={pair} />;
}

function CallBoard({ secret, onRemoved }: { readonly secret: string; readonly onRemoved: () => void }) {
  const { t } = useTranslation('displays');
  const { clinicName } = useClinic();
  const { sound, ring, press } = useChime();
  const { shown, freshFrom, isOffline } = useCalls({ secret, onRemoved, onCall: ring });
  const [latest, ...before] = shown?.calls ?? [];
  return (
    <main id="content" className={classes.screen}>
      <header className={classes.head}>
        <span>{clinicName}</span>
        <h1 className="ml-visually-hidden">{t('calls.title')}</h1>
        <Clock />
      </header>
      {isOffline && (
        <p className={classes.offline} role="alert">
          {t('calls.offline')}
        </p>
      )}
      {shown !== undefined && latest === undefined && <Nobody shows={shown.shows} />}
      {latest !== undefined && (
        <div className={classes.calls} data-alone={before.length === 0 || undefined}>
          <Latest key={latest.id} call={latest} isFresh={latest.id >= freshFrom} />
          {before.length > 0 && <Before calls={before} />}
        </div>
      )}
      <footer className={classes.foot}>
        <SoundButton sound={sound} onPress={press} />
        <SchemeToggle />
      </footer>
    </main>
  );
}

function Clock() {
  const format = useFormat();
  return <time className={classes.clock}>{format.time(useNow())}</time>;
}

/** Large enough for the far end of the room, and said aloud by what reads the page. */
function Latest({ call, isFresh }: { readonly call: ShownCall; readonly isFresh: boolean }) {
  const { t } = useTranslation('displays');
  const { label, room } = call;
  return (
    <section className={classes.latest} data-fresh={isFresh || undefined}>
      <p className="ml-visually-hidden" role="status">
        {room === null ? t('calls.calledNoRoom', { label }) : t('calls.called', { label, room })}
      </p>
      <div aria-hidden="true" className={classes.card}>
        <span className={classes.label}>{label}</span>
        <span className={classes.please}>{t('calls.please')}</span>
        <span className={classes.room}>{room ?? t('calls.frontDesk')}</span>
      </div>
    </section>
  );
}

function Before({ calls }: { readonly calls: readonly ShownCall[] }) {
  const { t } = useTranslation('displays');
  const format = useFormat();
  return (
    <section className={classes.before}>
      <h2>{t('calls.before')}</h2>
      <ol>
        {calls.map(({ id, label, room, at }) => (
          <li key={id}>
            <span className={classes.beforeLabel}>{label}</span>
            <span className={classes.beforeRoom}>{room ?? t('calls.frontDesk')}</span>
            <time dateTime={at}>{format.time(at)}</time>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Nobody({ shows }: Pick<Calls, 'shows'>) {
  const { t } = useTranslation('displays');
  return (
    <div className={classes.nobody}>
      <p className={classes.seat}>{t('calls.nobody')}</p>
      <p>{t(`calls.nobodyHint_${shows}`)}</p>
    </div>
  );
}

function SoundButton({ sound, onPress }: { readonly sound: Sound; readonly onPress: () => void }) {
  const { t } = useTranslation('displays');
  const words = { on: t('calls.soundOff'), off: t('calls.soundOn'), asks: t('calls.soundAsks') };
  return (
    <button type="button" className={classes.sound} data-sound={sound} onClick={onPress}>
      <Loudspeaker isOn={sound === 'on'} />
      {words[sound]}
    </button>
  );
}

/** Drawn as the other icons are, which every page carries; this one is needed here alone. */
function Loudspeaker({ isOn }: { readonly isOn: boolean }) {
  const waves = isOn ? 'M13 7a4 4 0 0 1 0 6M15.500 4.500a8 8 0 0 1 0 11' : 'M13 8l4 4M17 8l-4 4';
  return (
    <svg
      aria-hidden="true"
      width={24}
      height={24}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={`M3 8v4h3l4 3.500v-11L6 8H3Z${waves}`} />
    </svg>
  );
}
