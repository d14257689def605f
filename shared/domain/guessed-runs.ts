/** Keys that lie side by side, down the columns too, and the letters and digits in their order. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  ...['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'qwertzuiopü', 'asdfghjklöä', 'yxcvbnm'],
  ...['azertyuiop', 'qsdfghjklm', 'wxcvbn'],
  ...['1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p', '1qay2wsx3edc4rfv5tgb6zhn7ujm8ik9ol0p'],
  ...['1q2w3e4r5t6y7u8i9o0p', '1q2w3e4r5t6z7u8i9o0p', '1a2b3c4d5e6f7g8h9i'],
];
const RUNS = [...ROWS, ...ROWS.map((row) => Array.from(row).toReversed().join(''))];
/** Three letters that follow each other are found in many a word. */
const MIN_RUN = 4;
/** The same part again at once, as in `tigertiger`. */
const AGAIN = /(.{2,}?)\1+/gu;

/** What is left of it when walks over the keys and sequences are taken out; in lower case. */
export function withoutRuns(spelling: string): string {
  let rest = '';
  let at = 0;
  while (at < spelling.length) {
    const length = runLengthAt(spelling, at);
    if (length >= MIN_RUN) at += length;
    else rest += spelling[at++];
  }
  return rest;
}

function runLengthAt(spelling: string, at: number): number {
  let length = 1;
  const isRun = (upTo: number) => RUNS.some((run) => run.includes(spelling.slice(at, at + upTo)));
  while (at + length < spelling.length && isRun(length + 1)) length += 1;
  return length;
}

/** Each part once that is there several times in a row. */
export function withoutRepeats(spelling: string): string {
  return spelling.replaceAll(AGAIN, '$1');
}
