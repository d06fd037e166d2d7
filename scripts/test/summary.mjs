/** Counts what vitest's JSON report says. A file that could not even be read in counts as one failure. */
export function readSummary(report) {
  const { testResults } = JSON.parse(report);
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const withStatus = (...statuses) => tests.filter(({ status }) => statuses.includes(status));
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every(({ status: s }) => s !== 'failed'),
  );
  return {
    passed: withStatus('passed').length,
    failed: withStatus('failed').length + brokenFiles.length,
    skipped: withStatus('pending', 'skipped', 'todo', 'disabled').map(({ fullName }) => fullName),
  };
}
