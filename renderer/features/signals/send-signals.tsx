import { TextInput } from '@mantine/core';
import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RoomRef } from '../../../shared/contracts/common.ts';
import type { SignalDto } from '../../../shared/contracts/signals.ts';
import { MAX_SIGNAL_NOTE, SIGNAL_KINDS, type SignalKind } from '../../../shared/domain/signals.ts';
import { useFormat } from '../../lib/format.ts';
import { useRequestId } from '../../lib/request-id.ts';
import { useMe } from '../../lib/session.ts';
import { useMinutesSince } from '../../lib/use-minute.ts';
import { Icon } from '../../ui/icon.tsx';
import { Key } from '../../ui/keys/keys-help.tsx';
import { SIGNAL_KEYS } from '../../ui/visit/signal-keys.ts';
import { SIGNAL_ICONS } from './signal-icons.ts';
import classes from './signals.module.css';
import { useOpenSignals } from './use-open-signals.ts';
import { useSignalActs } from './use-signal-acts.ts';

/** At the foot of the doctor's screen: one key calls the desk, and what became of it stands there. */
export function SendSignals({ room }: { readonly room: RoomRef | null }) {
  const { t } = useTranslation(['signals', 'myDay']);
  const open = useOpenSignals();
  const acts = useSignalActs();
  const { note, setNote, sending, send } = useSending(room, acts.send);
  useSignalKeys(send);
  return (
    <section ref={useToastsAbove()} className={classes.foot} aria-label={t('myDay:signals.title')}>
      {open.length > 0 && (
        <ul className={classes.sent} aria-label={t('open')} aria-live="polite">
          {open.map((signal) => (
            <Sent
              key={signal.id}
              signal={signal}
              isBusy={acts.busy.includes(signal.id)}
              onWithdraw={() => void acts.withdraw(signal)}
            />
          ))}
        </ul>
      )}
      <div className={classes.bar}>
        <span className={classes.title} aria-hidden>
          {t('myDay:signals.title')}
        </span>
        {SIGNAL_KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            className={classes.send}
            data-kind={kind}
            aria-keyshortcuts={SIGNAL_KEYS[kind]}
            aria-busy={sending.includes(kind) || undefined}
            onClick={() => send(kind)}
          >
            <Icon name={SIGNAL_ICONS[kind]} size={16} />
            {t(`myDay:signals.${kind}`)}
            <span aria-hidden>
              <Key>{SIGNAL_KEYS[kind]}</Key>
            </span>
          </button>
        ))}
        <TextInput
          className={classes.words}
          aria-label={t('note')}
          placeholder={t('notePlaceholder')}
          maxLength={MAX_SIGNAL_NOTE}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </div>
    </section>
  );
}

type SentProps = {
  readonly signal: SignalDto;
  readonly isBusy: boolean;
  readonly onWithdraw: () => void;
};

function Sent({ signal, isBusy, onWithdraw }: SentProps) {
  const { t } = useTranslation('signals');
  const format = useFormat();
  const { kind, room, note, sentAt, taken, can } = signal;
  const minutes = Math.max(0, useMinutesSince(sentAt));
  const word = t(`kinds.${kind}`);
  return (
    <li className={classes.sentOne} data-kind={kind} data-taken={taken !== null || undefined}>
      <Icon name={SIGNAL_ICONS[kind]} size={16} />
      <strong>{word}</strong>
      {room !== null && <span>{room.name}</span>}
      {note !== '' && (
        <span className={classes.note} title={note}>
          {note}
        </span>
      )}
      <span className={classes.since} title={format.dateTime(sentAt)} aria-live="off">
        {t('since', { time: format.time(sentAt), minutes: format.minutes(minutes) })}
      </span>
      <span className={classes.taken}>
        {taken !== null && <Icon name="check" size={16} />}
        {taken === null ? t('waiting') : t('taken', { name: taken.by })}
      </span>
      {can.withdraw && (
        <button
          type="button"
          className={classes.withdraw}
          disabled={isBusy}
          aria-label={t('withdrawOne', { signal: word })}
          onClick={onWithdraw}
        >
          {t('withdraw')}
        </button>
      )}
    </li>
  );
}

/** What is told for some seconds stands above this foot, however high it has grown: its calls are pressed in need. */
function useToastsAbove() {
  return useCallback((foot: HTMLElement | null) => {
    if (foot === null) return undefined;
    const { style } = document.documentElement;
    const watch = new ResizeObserver(() => style.setProperty('--ml-foot', `${foot.offsetHeight}px`));
    watch.observe(foot);
    return () => {
      watch.disconnect();
      style.removeProperty('--ml-foot');
    };
  }, []);
}

/** The words go with the next signal, and stay in the field where it did not come through. */
function useSending(room: RoomRef | null, post: ReturnType<typeof useSignalActs>['send']) {
  const { doctorId } = useMe();
  const requestIdOf = useRequestId();
  const [note, setNote] = useState('');
  const [sending, setSending] = useState<readonly SignalKind[]>([]);
  const [round, setRound] = useState(0);
  async function send(kind: SignalKind): Promise<void> {
    if (doctorId === null || sending.includes(kind)) return;
    setSending((kinds) => [...kinds, kind]);
    const signal = { doctorId, kind, roomId: room?.id ?? null, note };
    if (await post({ ...signal, requestId: requestIdOf([signal, round]) })) {
      setNote('');
      setRound((rounds) => rounds + 1);
    }
    setSending((kinds) => kinds.filter((other) => other !== kind));
  }
  return { note, setNote, sending, send: (kind: SignalKind) => void send(kind) };
}

/** Also out of a field: who writes a note need not leave it to call for help. */
function useSignalKeys(send: (kind: SignalKind) => void): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const kind = SIGNAL_KINDS.find((known) => SIGNAL_KEYS[known] === event.key);
    if (kind === undefined) return;
    event.preventDefault();
    if (!event.repeat) send(kind);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}
