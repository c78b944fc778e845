import type { ExecutionEnvironment } from '../../environment/execution-environment.ts';

/**
 * Keeps an event from beginning that was sent to a free environment a while ago and has not begun: what an earlier event left behind keeps the
 * environment busy (a loop in a timer, microtasks without end). `ticket`: its number, where it has one. `taken` hears if it will not begin.
 */
export function takeBackUnlessBegun(
  environment: ExecutionEnvironment | undefined,
  ticket: number | undefined,
  taken: () => void,
): void {
  if (ticket === undefined) return environment?.endUnlessBegun?.();
  environment?.ahead?.takeBack(ticket, (from) => {
    if (from !== undefined) taken();
  });
}
