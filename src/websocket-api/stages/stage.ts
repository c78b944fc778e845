import type { Call } from '../call/call.ts';
import type { Deployment } from '../call/deployment.ts';

/** One step of a pipeline: fills in the next part of the call, or throws a `GatewayError`. Waits only where it has to. */
export type Stage<Kind extends Call> = (call: Kind, deployment: Deployment) => void | Promise<void>;

export async function runStages<Kind extends Call>(
  stages: readonly Stage<Kind>[],
  call: Kind,
  deployment: Deployment,
): Promise<void> {
  for (const stage of stages) {
    const waiting = stage(call, deployment);
    if (waiting) await waiting;
  }
}
