/** Two soft notes, a falling third: heard through talk, and no alarm. */
const NOTES_HZ = [659.3, 523.3] as const;
const NOTE_S = 0.9;
const GAP_S = 0.32;
const LOUD = 0.35;

export type Chime = {
  /** Browsers are silent until somebody has touched the page, unless they were started otherwise. */
  readonly isAllowed: () => boolean;
  readonly allow: () => Promise<void>;
  readonly ring: () => void;
  readonly close: () => void;
};

/** Made of sine waves as it is rung: there is no file to be fetched. */
export function createChime(): Chime {
  const context = new AudioContext();
  return {
    isAllowed: () => context.state === 'running',
    allow: () => context.resume(),
    ring: () => {
      if (context.state !== 'running') return;
      NOTES_HZ.forEach((hz, index) => ringNote(context, hz, context.currentTime + index * GAP_S));
    },
    close: () => void context.close(),
  };
}

function ringNote(context: AudioContext, hz: number, at: number): void {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = hz;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUD, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + NOTE_S);
  tone.connect(volume).connect(context.destination);
  tone.start(at);
  tone.stop(at + NOTE_S);
}
