import { Button } from '@mantine/core';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignalDto } from '../../../shared/contracts/signals.ts';
import { useFormat } from '../../lib/format.ts';
import { useMinutesSince } from '../../lib/use-minute.ts';
import { Icon } from '../../ui/icon.tsx';
import { Key } from '../../ui/keys/keys-help.tsx';
import { CALL_KEYS } from '../../ui/visit/signal-keys.ts';
import { SIGNAL_ICONS } from './signal-icons.ts';
import classes from './signals.module.css';
import { useOpenSignals } from './use-open-signals.ts';
import { useSignalActs } from './use-signal-acts.ts';
import { useUrgentChime } from './use-urgent-chime.ts';

/** What the doctors ask for from their rooms, above every screen of the desk until it is done. */
export function RoomCalls() {
  const calls = useOpenSignals();
  useUrgentChime(calls.filter(({ kind, taken }) => kind === 'urgent' && taken === null).map(({ id }) => id));
  return <Calls calls={calls} />;
}

function Calls({ calls }: { readonly calls: readonly SignalDto[] }) {
  const { t } = useTranslation('signals');
  const nameOf = useCallName();
  const acts = useSignalActs();
  const next = calls.find(({ can }) => can.take);
  const mine = calls.find(({ taken }) => taken?.isMine === true);
  useCallKeys({
    [CALL_KEYS.take]: next && (() => void acts.take(next)),
    [CALL_KEYS.finish]: mine && (() => void acts.finish(mine)),
  });
  const waiting = calls.filter(({ taken }) => taken === null);
  const isUrgent = waiting.some(({ kind }) => kind === 'urgent');
  return (
    <>
      <p className="ml-visually-hidden" role="status" aria-live={isUrgent ? 'assertive' : 'polite'}>
        {waiting.map(nameOf).join('. ')}
      </p>
      {calls.length > 0 && (
        <section className={classes.calls} aria-label={t('calls')}>
          <ul aria-label={t('calls')}>
            {calls.map((call) => (
              <Call
                key={call.id}
                call={call}
                name={nameOf(call)}
                keyOf={call === next ? CALL_KEYS.take : call === mine ? CALL_KEYS.finish : undefined}
                isBusy={acts.busy.includes(call.id)}
                onTake={() => void acts.take(call)}
                onFinish={() => void acts.finish(call)}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

type CallProps = {
  readonly call: SignalDto;
  readonly name: string;
  readonly keyOf: string | undefined;
  readonly isBusy: boolean;
  readonly onTake: () => void;
  readonly onFinish: () => void;
};

function Call({ call, name, keyOf, isBusy, onTake, onFinish }: CallProps) {
  const { t } = useTranslation('signals');
  const format = useFormat();
  const { kind, taken, room, doctorName, note, sentAt, can } = call;
  const minutes = Math.max(0, useMinutesSince(sentAt));
  const key = keyOf && (
    <span aria-hidden>
      <Key>{keyOf}</Key>
    </span>
  );
  // The visible word is the beginning of the button's name.
  const of = <span className="ml-visually-hidden">: {name}</span>;
  return (
    <li
      className={classes.call}
      data-call={call.id}
      data-kind={kind}
      data-taken={taken !== null || undefined}
    >
      <span className={classes.shape}>
        <Icon name={SIGNAL_ICONS[kind]} size={20} />
      </span>
      <strong className={classes.word}>{t(`kinds.${kind}`)}</strong>
      <span className={classes.where}>
        <span>{doctorName}</span>
        {room !== null && <strong>{room.name}</strong>}
      </span>
      {note !== '' && (
        <span className={classes.note} title={note}>
          {note}
        </span>
      )}
      <span className={classes.since} title={format.dateTime(sentAt)}>
        {t('since', { time: format.time(sentAt), minutes: format.minutes(minutes) })}
      </span>
      <span className={classes.space} />
      {taken !== null && (
        <span className={classes.taken}>
          <Icon name="check" size={16} />
          {taken.isMine ? t('takenByMe') : t('taken', { name: taken.by })}
        </span>
      )}
      {can.take && (
        <Button
          size="compact-md"
          rightSection={key}
          loading={isBusy}
          aria-keyshortcuts={keyOf}
          onClick={onTake}
        >
          {t('take')}
          {of}
        </Button>
      )}
      {can.finish && (
        <Button
          size="compact-md"
          variant="default"
          rightSection={key}
          loading={isBusy}
          aria-keyshortcuts={keyOf}
          onClick={onFinish}
        >
          {t('finish')}
          {of}
        </Button>
      )}
    </li>
  );
}

/** The call in one line, as it is read out. */
function useCallName(): (call: SignalDto) => string {
  const { t } = useTranslation('signals');
  return ({ kind, doctorName: doctor, room }) => {
    const signal = t(`kinds.${kind}`);
    return room === null
      ? t('whoWithoutRoom', { signal, doctor })
      : t('who', { signal, doctor, room: room.name });
  };
}

type CallKey = (typeof CALL_KEYS)[keyof typeof CALL_KEYS];
type CallKeys = Readonly<Record<CallKey, (() => void) | undefined>>;

/** Wherever the focus is, in a field or a dialog too: a call does not wait for what is being typed. */
function useCallKeys(keys: CallKeys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const key = Object.values(CALL_KEYS).find((known) => known === event.key);
    const act = key && keys[key];
    if (act === undefined) return;
    event.preventDefault();
    if (!event.repeat) act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
