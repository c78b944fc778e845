import type { Hint, Problems } from '../problems/problems.ts';
import type { Position } from '../../model/base/position.ts';
import type { Where } from './resolve/values.ts';
import type { Stack } from './stack.ts';

interface Scope {
  readonly stack: Stack;
  readonly deployment: { readonly problems: Problems };
  positionOf(where: Where): Position | undefined;
}

/** Says that a resource is not there: a mistake, unless something that is not run here makes it. */
export function sayMissing(scope: Scope, message: string, where: Where, hint?: Hint): void {
  const { isMadeElsewhereBy: maker } = scope.stack;
  const { problems } = scope.deployment;
  const position = scope.positionOf(where);
  if (maker === undefined) problems.error(message, position, hint);
  else {
    problems.warning(
      `${message}: ${maker} may make it, and is not run here`,
      position,
      'Its name stands in for it. Give the value under values: in emulator.config.yaml.',
    );
  }
}
