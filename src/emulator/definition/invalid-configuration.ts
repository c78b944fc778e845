import { EmulatorError, errors } from '../../model/base/errors.ts';
import type { Problem } from '../../model/base/position.ts';

/** The definition has errors. Its message lists all of them with their places, for tests that just print it. */
export class InvalidConfiguration extends EmulatorError {
  constructor(readonly problems: readonly Problem[]) {
    const faults = problems.filter((problem) => problem.severity === 'error');
    const lines = faults.map((problem) => {
      const at = problem.position;
      return at === undefined ? problem.message : `${at.file}:${at.line}:${at.column}: ${problem.message}`;
    });
    super('CONFIG_INVALID', 'user', [errors.CONFIG_INVALID.message(faults.length), ...lines].join('\n'));
    this.name = 'InvalidConfiguration';
  }
}
