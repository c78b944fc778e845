import type { Call } from '../call/call.ts';
import type { CompiledApi } from '../deployment/compiled-api.ts';

/** One step of a pipeline: fills in the next part of the call, or throws a `GatewayError`. Waits only where it has to. */
export type PipelineStage<Kind extends Call> = (call: Kind, api: CompiledApi) => void | Promise<void>;

export async function runStages<Kind extends Call>(
  stages: readonly PipelineStage<Kind>[],
  call: Kind,
  api: CompiledApi,
): Promise<void> {
  for (const stage of stages) {
    const waiting = stage(call, api);
    if (waiting) await waiting;
  }
}
