import { Modal } from '@mantine/core';
import { type ComponentType, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { HoldSlot } from '../../../shared/contracts/holds.ts';
import type { PatientSummary } from '../../../shared/contracts/patients.ts';
import type { SlotDto } from '../../../shared/contracts/schedule.ts';
import { Icon } from '../../ui/icon.tsx';
import { CallClock } from './call-clock.tsx';
import classes from './palette.module.css';
import { PaletteLine, PaletteList } from './palette-line.tsx';
import { Found, Notes, Others, PaletteKeys, WhoOfThem } from './palette-notes.tsx';
import { Understood } from './understood.tsx';
import { type PaletteUse, usePalette } from './use-palette.ts';
import { useSelectedSlot } from './use-selected-slot.ts';

export type RegisterProps = {
  readonly text: string;
  readonly onDone: (patient: PatientSummary) => void;
  readonly onBack: () => void;
};
type RefusalProps = {
  readonly error: unknown;
  readonly startsAt: string;
  readonly onPick: (slot: SlotDto) => void;
  readonly onOverride: (reason: string) => void;
};
type Props = PaletteUse & {
  /** Other features' parts, handed in by the app. */
  readonly Register: ComponentType<RegisterProps>;
  readonly Refusal: ComponentType<RefusalProps>;
  /** Holds the time that is selected, and says who else is booking then. */
  readonly Held: ComponentType<{ readonly slot: HoldSlot | undefined }>;
};

/** When can this person come? One line answers, Enter books; other words lead to the screens. */
export function Palette(props: Props) {
  const { t } = useTranslation('palette');
  return (
    <Modal.Root opened onClose={props.onClose} size={760} yOffset="10vh" transitionProps={{ duration: 0 }}>
      <Modal.Overlay backgroundOpacity={0.35} />
      <Modal.Content aria-label={t('title')}>
        <Modal.Body className={classes.body}>
          <PaletteBody {...props} />
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

function PaletteBody({ Register, Refusal, Held, ...use }: Props) {
  const { t } = useTranslation('palette');
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const state = usePalette(use, input);
  const slot = useSelectedSlot(state);
  const { canBook, canRegister, canSayAway, since } = use;
  const { line, absence, suggestion, sent, registering } = state;
  // Until it is said which of them is meant, nothing is said of one.
  const named = state.namesakes.length > 0 ? undefined : suggestion;
  if (registering !== undefined)
    return (
      <div className={classes.register}>
        <Register text={registering} onDone={state.mean} onBack={state.stopRegistering} />
      </div>
    );
  return (
    <>
      <div className={classes.top}>
        <Icon name="search" />
        <PaletteLine state={state} input={input} listId={listId} canBook={canBook} />
        {canBook && <CallClock since={since} />}
      </div>
      {canBook && (
        <div className={classes.read}>
          {line !== undefined && line.chips.length > 0 ? (
            <Understood line={line} suggestion={suggestion} />
          ) : (
            <p className={classes.hint}>
              {absence === undefined ? t(canSayAway ? 'hintAway' : 'hint') : t('awayHint')}
            </p>
          )}
        </div>
      )}
      {state.namesakes.length > 0 && <WhoOfThem namesakes={state.namesakes} />}
      {suggestion !== undefined && state.namesakes.length === 0 && (
        <Others suggestion={suggestion} onMean={state.mean} />
      )}
      {state.refusal !== null && sent !== undefined && (
        <div className={classes.refused}>
          <Refusal
            error={state.refusal}
            startsAt={sent.startsAt}
            onPick={state.bookInstead}
            onOverride={(reason) => state.book(sent, reason)}
          />
        </div>
      )}
      {state.error === null && (
        <Found
          suggestion={named}
          unread={state.unread}
          isSettled={state.isSettled}
          canRegister={canRegister}
        />
      )}
      <PaletteList state={state} listId={listId} />
      <div className={classes.held}>
        <Held slot={slot} />
      </div>
      <Notes suggestion={named} error={state.error} onRetry={state.again} />
      <PaletteKeys canBook={canBook && absence === undefined} />
    </>
  );
}
