import type { Call } from '../call/call.ts';
import type { CompiledApi } from '../deployment/compiled-api.ts';
import { StageTrace, type TracedStages } from '../../observability/stage-trace.ts';

/** One step of a pipeline: fills in the next part of the call, or throws a `GatewayError`. Waits only where it has to. */
export type PipelineStage<Kind extends Call> = (call: Kind, api: CompiledApi) => void | Promise<void>;

export async function runStages<Kind extends Call>(
  stages: readonly PipelineStage<Kind>[],
  call: Kind,
  api: CompiledApi,
  traced: TracedStages,
): Promise<void> {
  const trace = (call.record.trace = new StageTrace(traced));
  let index = 0;
  for (const stage of stages) {
    trace.reached = index;
    const waiting = stage(call, api);
    if (waiting) await waiting;
    if (waiting) trace.mark(index);
    index += 1;
  }
}
