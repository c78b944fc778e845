import type { LambdaFunction } from '../../../model/definition/function.ts';
import type { functionLongForm } from '../definition/function.ts';
import type { Value } from '../shape/value.ts';

/** A function of the input with what the configuration says of it: what is written wins, variables are merged. */
export function laidOverFunction(
  base: LambdaFunction,
  written: Value<typeof functionLongForm>,
  built: LambdaFunction,
): LambdaFunction {
  const { code, handler, root } = codeOf(base, written, built);
  const { runtime: _theirs, ...rest } = base;
  const runtime = built.runtime ?? (code === base.code ? base.runtime : undefined);
  return {
    ...rest,
    code,
    handler,
    root,
    ...(runtime !== undefined && { runtime }),
    timeout: written.timeout ?? base.timeout,
    memory: written.memory ?? base.memory,
    environment: { ...base.environment, ...built.environment },
    layers: written.layers === undefined ? base.layers : built.layers,
    isolation: written.isolation ?? base.isolation,
    ...(built.concurrency !== undefined && { concurrency: built.concurrency }),
    ...(built.node !== undefined && { node: built.node }),
    ...(written.bundle !== undefined && { bundle: written.bundle }),
    ...(written.architectures !== undefined && { architecture: built.architecture ?? ('x86_64' as const) }),
    ...(built.ephemeralStorage !== undefined && { ephemeralStorage: built.ephemeralStorage }),
    ...(built.onFailure !== undefined && { onFailure: built.onFailure }),
    ...(built.url && { url: built.url }),
  };
}

/** A program is handed the handler string of the input; code of our own has its own. */
function codeOf(
  base: LambdaFunction,
  { handler, inline, command }: Value<typeof functionLongForm>,
  built: LambdaFunction,
): Pick<LambdaFunction, 'code' | 'handler' | 'root'> {
  if (command !== undefined) return { code: built.code, handler: handler ?? base.handler, root: built.root };
  if (handler !== undefined || inline !== undefined) return built;
  return base;
}
