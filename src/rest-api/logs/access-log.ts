import { parseInterpolation } from '../../mapping/parameters/index.ts';
import type { ParameterSources } from '../../mapping/parameters/index.ts';
import type { AccessLogs } from '../../observability/access-log.ts';
import type { AccessLog } from '../../model/definition/stage.ts';
import type { Call } from '../call/call.ts';
import { requestSources } from '../transform/parameter-sources.ts';

/** Writes the access log line of a finished call. */
export type AccessLogger = (call: Call) => void;

/** Compiles the stage's format; a variable without a value prints `-` (docs/aws/rest-api.md#access-logs). */
export function compileAccessLog(settings: AccessLog, logs: AccessLogs): AccessLogger {
  const write = logs.open(settings);
  const format = parseInterpolation(settings.format, { missing: '-' });
  return (call) => write(format.evaluate(call.hasInvalidRequestId ? withoutRequestId(call) : requestSources(call)));
}

/**
 * What the log says when a client's own request id was no UUID (docs/aws/rest-api.md#context-variables); everything else has the id made
 * instead.
 */
function withoutRequestId(call: Call): ParameterSources {
  const sources = requestSources(call);
  return {
    ...sources,
    context: (name) => (name === 'requestId' ? 'UUID_REPLACED_INVALID_REQUEST_ID' : sources.context(name)),
  };
}
