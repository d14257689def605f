import { relative } from 'node:path';

/** What one Vitest run came to. `isGreen` also knows of errors outside any test; `red` names what failed and how. */
export type RunResult = {
  passed: number;
  failed: number;
  skipped: number;
  isGreen: boolean;
  red: readonly string[];
};

type ReportedTest = { fullName: string; status: string; failureMessages?: string[] };

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; status: string; message?: string; assertionResults: ReportedTest[] }[];
};

/** Reads Vitest's JSON report; a run that left none counts as one failure. */
export function readReport(readText: () => string, exitCode: number): RunResult {
  let report: Report;
  try {
    report = JSON.parse(readText()) as Report;
  } catch {
    return { passed: 0, failed: 1, skipped: 0, isGreen: false, red: ['a run left no report'] };
  }
  // A file that throws while it is loaded has no tests that could fail.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failed = report.numFailedTests + brokenFiles.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    isGreen: exitCode === 0 && failed === 0 && report.numPassedTests > 0,
    red: [
      ...brokenFiles.map((file) => described(file.name, 'could not be loaded', file.message)),
      ...report.testResults.flatMap((file) =>
        file.assertionResults
          .filter((test) => test.status === 'failed')
          .map((test) => described(file.name, test.fullName, test.failureMessages?.[0])),
      ),
      ...(failed === 0 && exitCode !== 0 ? ['an error came outside any test: see above'] : []),
    ],
  };
}

export function total(results: readonly RunResult[]): RunResult {
  const sum = (pick: (result: RunResult) => number) => results.reduce((all, one) => all + pick(one), 0);
  return {
    passed: sum((r) => r.passed),
    failed: sum((r) => r.failed),
    skipped: sum((r) => r.skipped),
    isGreen: results.length > 0 && results.every((r) => r.isGreen),
    red: results.flatMap((r) => r.red),
  };
}

/** Enough to find the place; the whole of it stands where the test ran. */
const LINES_OF_A_FAILURE = 12;

function described(file: string, what: string, message = ''): string {
  const lines = message.split('\n').slice(0, LINES_OF_A_FAILURE);
  return [`${relative(process.cwd(), file)} > ${what}`, ...lines.map((line) => `    ${line}`)]
    .join('\n')
    .trimEnd();
}

/** The last line of the suite: what build servers look for, alone on its line. */
export function closingLine({ passed, failed, skipped }: RunResult): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
