import { type Compared, isDifferent } from '../../comparison/compared.ts';
import { shownValue } from './shown-value.ts';

/** A comparison as JUnit's XML, one test case for each request: what CI servers show. `suite`: the file that was compared with. */
export function junitReport(compared: readonly Compared[], suite: string): string {
  const failures = compared.filter(isDifferent).length;
  const counts = `tests="${compared.length}" failures="${failures}" errors="0" skipped="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="gw-emulate compare" ${counts}>`,
    `  <testsuite name="${escaped(suite)}" ${counts}>`,
    ...compared.map((one) => testCase(one, suite)),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(compared: Compared, suite: string): string {
  const { name, request, findings, failure, notes = [] } = compared;
  const title = name === request ? name : `${name} (${request})`;
  const lines = (verdict: string): string[] =>
    findings
      .filter((found) => found.verdict === verdict)
      .map(
        ({ field, recorded, local, why }) =>
          `${field}: recorded ${shownValue(recorded)}, local ${shownValue(local)}${why === undefined ? '' : ` (${why})`}`,
      );
  const wrong = [...(failure === undefined ? [] : [failure]), ...lines('different')];
  const rest = [
    ...notes,
    ...lines('volatile').map((line) => `volatile: ${line}`),
    ...lines('ruled').map((line) => `by rule: ${line}`),
  ];
  const parts = [
    ...(isDifferent(compared)
      ? [
          `      <failure message="${escaped(failure ?? `${wrong.length} field${wrong.length === 1 ? '' : 's'} different`)}">${escaped(wrong.join('\n'))}</failure>`,
        ]
      : []),
    ...(rest.length === 0 ? [] : [`      <system-out>${escaped(rest.join('\n'))}</system-out>`]),
  ];
  const open = `    <testcase classname="${escaped(suite)}" name="${escaped(title)}"`;
  return parts.length === 0 ? `${open}/>` : [`${open}>`, ...parts, '    </testcase>'].join('\n');
}

/** Characters that XML 1.0 cannot hold at all are replaced. */
function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
}
