import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Compared, countOf, isDifferent } from '../../comparison/compared.ts';
import type { Rules } from '../../comparison/rules.ts';
import { whyUnreadable } from '../../sources/problems/unreadable.ts';
import type { Io } from '../io.ts';
import { printFailure } from '../print/failure.ts';
import { junitReport } from './junit.ts';
import { printComparison, type Unit } from './print-comparison.ts';

export interface ReportOptions {
  /** The file that was compared with. */
  readonly file: string;
  /** Where it was played. */
  readonly local: string;
  readonly unit: Unit;
  readonly json: boolean;
  /** File for JUnit's XML. */
  readonly junit?: string;
}

/** Reports a comparison in the forms that were asked for. The exit code: 1 where something differs. */
export function report(compared: readonly Compared[], rules: Rules, options: ReportOptions, io: Io): number {
  const { file, local, unit, json, junit } = options;
  if (json) io.stdout(`${JSON.stringify(summary(compared, rules, file, local))}\n`);
  else printComparison(compared, unit, io);
  for (const { field, request } of rules.unused) {
    io.stderr(
      `${io.paint('yellow', 'warning')} no difference met the rule for ${field}${request === undefined ? '' : ` of ${request}`}\n`,
    );
  }
  if (junit !== undefined) {
    try {
      writeFileSync(resolve(io.cwd, junit), junitReport(compared, file));
    } catch (error) {
      printFailure(io, `The report cannot be written: ${whyUnreadable(error, junit)}.`);
      return 1;
    }
  }
  return compared.some(isDifferent) ? 1 : 0;
}

function summary(compared: readonly Compared[], rules: Rules, file: string, local: string): object {
  const different = compared.filter(isDifferent).length;
  return {
    type: 'comparison',
    file,
    local,
    compared: compared.length,
    same: compared.length - different,
    different,
    fields: {
      different: countOf(compared, 'different'),
      volatile: countOf(compared, 'volatile'),
      ruled: countOf(compared, 'ruled'),
    },
    unusedRules: rules.unused,
    results: compared.map((one) => ({ ...one, same: !isDifferent(one) })),
  };
}
