import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Command, Report } from './double/report.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const MAIN = join(ROOT, 'dist', 'electron', 'main.js');

type ReportOf<T extends Report['type']> = Extract<Report, { type: T }>;

/** The built desktop program, running against the double. */
export type Desktop = {
  readonly reports: readonly Report[];
  /** The first report of this type, past or future. */
  reported<T extends Report['type']>(type: T): Promise<ReportOf<T>>;
  /** Runs a script in the window's page. */
  evaluate<T>(script: string): Promise<T>;
  send(command: Command): void;
  signal(name: NodeJS.Signals): void;
  readonly exitCode: Promise<number | null>;
  readonly output: () => string;
};

export function startDesktop(dataFolder: string, port = 0): Desktop {
  const child = fork(MAIN, [], {
    cwd: ROOT,
    silent: true,
    execArgv: ['--import', new URL('use-electron-double.ts', import.meta.url).href],
    env: {
      ...process.env,
      MEDLINK_DATA: dataFolder,
      MEDLINK_PORT: String(port),
      MEDLINK_LOG_LEVEL: 'warn',
      NODE_ENV: '',
    },
  });
  const reports: Report[] = [];
  child.on('message', (message: Report) => void reports.push(message));
  const exitCode = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const output = collectOutput(child);
  const describe = () => `${JSON.stringify(reports)}\n${output()}`;
  let evaluations = 0;

  async function waitFor<T extends Report>(matches: (message: Report) => message is T): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = reports.find(matches);
        if (found !== undefined) settle(() => resolve(found));
      };
      const ended = () => settle(() => reject(new Error(`the program ended: ${describe()}`)));
      const settle = (finish: () => void) => {
        child.off('message', look).off('exit', ended);
        finish();
      };
      child.on('message', look).on('exit', ended);
      look();
      if (child.exitCode !== null) ended();
    });
  }

  return {
    reports,
    reported: <T extends Report['type']>(type: T) =>
      waitFor((message): message is ReportOf<T> => message.type === type),
    evaluate: async <T>(script: string) => {
      const id = ++evaluations;
      child.send({ type: 'evaluate', id, script } satisfies Command);
      const answer = await waitFor(
        (message): message is ReportOf<'answer'> => message.type === 'answer' && message.id === id,
      );
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.value as T;
    },
    send: (command) => void child.send(command),
    signal: (name) => void child.kill(name),
    exitCode,
    output,
  };
}

function collectOutput(child: ChildProcess): () => string {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  return () => text;
}
