/** What one Vitest run came to. `isGreen` also knows of errors outside any test. */
export type RunResult = { passed: number; failed: number; skipped: number; isGreen: boolean };

type Report = {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
};

/** Reads Vitest's JSON report; a run that left none counts as one failure. */
export function readReport(readText: () => string, exitCode: number): RunResult {
  let report: Report;
  try {
    report = JSON.parse(readText()) as Report;
  } catch {
    return { passed: 0, failed: 1, skipped: 0, isGreen: false };
  }
  // A file that throws while it is loaded has no tests that could fail.
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + brokenFiles;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    isGreen: exitCode === 0 && failed === 0 && report.numPassedTests > 0,
  };
}

export function total(results: readonly RunResult[]): RunResult {
  const sum = (pick: (result: RunResult) => number) => results.reduce((all, one) => all + pick(one), 0);
  return {
    passed: sum((r) => r.passed),
    failed: sum((r) => r.failed),
    skipped: sum((r) => r.skipped),
    isGreen: results.length > 0 && results.every((r) => r.isGreen),
  };
}

/** The last line of the suite: what build servers look for, alone on its line. */
export function closingLine({ passed, failed, skipped }: RunResult): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? '' : `, ${skipped} skipped`}`;
}
