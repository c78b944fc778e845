import { type Compared, countOf, isDifferent } from '../../comparison/compared.ts';
import type { Finding } from '../../comparison/finding.ts';
import type { Io } from '../io.ts';
import { table } from '../print/table.ts';
import { shownValue } from './shown-value.ts';

/** What is compared, for the sentence at the end. */
export type Unit = 'request' | 'event';

/** Prints each request with the fields that differ; what is volatile or accepted by a rule is listed by name. */
export function printComparison(compared: readonly Compared[], unit: Unit, io: Io): void {
  for (const one of compared) printOne(one, io);
  const different = compared.filter(isDifferent);
  const fields = countOf(compared, 'different') + compared.filter(({ failure }) => failure !== undefined).length;
  const parts = [
    `${compared.length - different.length} the same`,
    `${different.length} different${different.length === 0 ? '' : ` (${fields} field${fields === 1 ? '' : 's'})`}`,
    `${countOf(compared, 'volatile')} volatile fields`,
    ...(countOf(compared, 'ruled') === 0 ? [] : [`${countOf(compared, 'ruled')} accepted by rules`]),
  ];
  const colour = different.length === 0 ? 'green' : 'red';
  io.stdout(
    `${io.paint(colour, `${compared.length} ${unit}${compared.length === 1 ? '' : 's'}`)}: ${parts.join(', ')}\n`,
  );
}

function printOne(compared: Compared, io: Io): void {
  const { name, request, findings, failure, notes = [] } = compared;
  const mark = isDifferent(compared) ? io.paint('red', '✗') : io.paint('green', '✓');
  io.stdout(`${mark} ${name === request ? name : `${name}  ${io.paint('dim', request)}`}\n`);
  if (failure !== undefined) io.stdout(`    ${failure}\n`);
  for (const note of notes) io.stdout(`    ${io.paint('yellow', note)}\n`);
  const different = findings.filter(({ verdict }) => verdict === 'different');
  if (different.length > 0) {
    const rows = different.map(({ field, recorded, local, why }) => [
      field,
      shownValue(recorded),
      `${shownValue(local)}${why === undefined ? '' : `  (${why})`}`,
    ]);
    for (const line of table([['field', 'recorded', 'local'], ...rows])) io.stdout(`  ${line}\n`);
  }
  listed(
    'volatile',
    findings.filter(({ verdict }) => verdict === 'volatile'),
    io,
  );
  listed(
    'by rule',
    findings.filter(({ verdict }) => verdict === 'ruled'),
    io,
  );
}

function listed(title: string, findings: readonly Finding[], io: Io): void {
  if (findings.length === 0) return;
  const names = findings.map(({ field, why }) => (why === undefined ? field : `${field} (${why})`));
  io.stdout(`    ${io.paint('dim', `${title}: ${names.join(', ')}`)}\n`);
}
