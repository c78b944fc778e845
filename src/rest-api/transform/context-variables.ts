import type { Call } from '../call/call.ts';
import { requestContextOf } from '../events/context.ts';

/**
 * Reads `$context` variables of a call by their dotted names, without `$context.`: the request's context, what went wrong, and what only logs know
 * (docs/aws/rest-api.md#context-variables). `undefined` for what is absent or null.
 */
export function contextVariables(call: Call): (name: string) => string | undefined {
  let record: Readonly<Record<string, unknown>> | undefined;
  return (name) => {
    const known = FACTS.get(name);
    if (known) return known(call);
    if (OVERRIDE.test(name)) return overrideOf(call, name);
    record ??= requestContextOf(call);
    return textAt(record, name);
  };
}

const FACTS: ReadonlyMap<string, (call: Call) => string | undefined> = new Map([
  ['error.message', (call) => call.facts.fault?.message ?? undefined],
  ['error.messageString', (call) => call.facts.fault && JSON.stringify(call.facts.fault.message)],
  ['error.responseType', (call) => call.facts.fault?.responseType],
  ['error.validationErrorString', (call) => call.facts.fault?.validationErrorString],
  ['status', (call) => textOf(call.facts.statusCode)],
  ['responseLength', (call) => textOf(call.facts.responseLength)],
  ['responseLatency', (call) => textOf(call.deployment.services.clock.now() - call.startedAt)],
  ['integrationLatency', (call) => textOf(call.facts.integrationLatency)],
  ['integration.latency', (call) => textOf(call.facts.integrationLatency)],
  ['integrationStatus', (call) => textOf(call.facts.integrationStatus)],
  ['integration.integrationStatus', (call) => textOf(call.facts.integrationStatus)],
  ['integration.status', (call) => textOf(call.facts.functionStatus ?? call.facts.integrationStatus)],
  ['integration.error', (call) => call.facts.integrationError],
  ['integration.requestId', (call) => call.facts.integrationRequestId],
  ['awsEndpointRequestId', (call) => call.facts.integrationRequestId],
  ['integration.responseTransferMode', transferMode],
  ['integration.timeToAllHeaders', (call) => (call.facts.streamed ? textOf(call.facts.integrationLatency) : undefined)],
  ['integration.timeToFirstContent', (call) => textOf(call.facts.timeToFirstContent)],
  ['authorizer.latency', (call) => textOf(call.facts.authorizerLatency)],
  ['authorizer.status', (call) => textOf(call.facts.authorizerStatus)],
  ['authorizer.error', (call) => call.facts.authorizerError],
  ['authorizer.integrationLatency', (call) => textOf(call.authorization.integrationLatency)],
  ['authorizer.integrationStatus', (call) => (call.authorization.integrationLatency === undefined ? undefined : '200')],
  ['authorize.latency', (call) => textOf(call.facts.authorizerLatency)],
  ['authorize.status', (call) => textOf(call.facts.authorizerStatus)],
  ['authorize.error', (call) => call.facts.authorizerError],
  ['authenticate.latency', (call) => textOf(call.facts.authorizerLatency)],
  ['authenticate.status', (call) => textOf(call.facts.authorizerStatus)],
  ['authenticate.error', (call) => call.facts.authorizerError],
  ['customDomain.basePathMatched', (call) => call.target.basePath],
  ['endpointType', (call) => call.deployment.api.endpointType],
  ['xrayTraceId', (call) => /Root=([^;]+)/.exec(call.traceHeader)?.[1]],
]);

const OVERRIDE = /^(?:request|response)Override\./;

/** What templates have overridden; of a list all values. */
function overrideOf(call: Call, name: string): string | undefined {
  const { request, response } = call.overrides?.read() ?? {};
  return textAt({ requestOverride: request, responseOverride: response }, name);
}

function transferMode(call: Call): string | undefined {
  if (call.facts.integrationStatus === undefined) return undefined;
  return call.facts.streamed ? 'STREAMED' : 'BUFFERED';
}

/** Claim names may hold dots and colons, so what follows `authorizer.claims.` is one name. */
function textAt(record: Readonly<Record<string, unknown>>, name: string): string | undefined {
  let value: unknown = record;
  let rest = name;
  while (rest !== '') {
    if (typeof value !== 'object' || value === null) return undefined;
    const entries: Readonly<Record<string, unknown>> = { ...value };
    if (Object.hasOwn(entries, rest)) return textOf(entries[rest]);
    const dot = rest.indexOf('.');
    if (dot < 0 || !Object.hasOwn(entries, rest.slice(0, dot))) return undefined;
    value = entries[rest.slice(0, dot)];
    rest = rest.slice(dot + 1);
  }
  return undefined;
}

/** Whole objects print nothing (recorded: docs/aws/vtl.md#printing), a list of header values as it goes out. */
function textOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.join(',');
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
