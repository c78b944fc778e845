import type { Problem } from '../../model/base/position.ts';
import type { Describable } from './describable.ts';

/** One warning for each reason: what is in the input and not run. */
export function notRunProblems({ notRun }: Pick<Describable, 'notRun'>): Problem[] {
  const byReason = new Map<string, string[]>();
  for (const { id, reason } of notRun) byReason.set(reason, [...(byReason.get(reason) ?? []), id]);
  return [...byReason].map(([reason, ids]) => ({
    severity: 'warning',
    message: `not run here: ${ids.join(', ')}: ${reason}`,
  }));
}
