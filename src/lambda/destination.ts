import type { InvocationResult } from '../model/lambda/invocation.ts';

/** The record that a failed asynchronous event's destination receives, version 1.0 as Lambda documents it for destinations. */
export function failureRecord(details: {
  readonly at: number;
  readonly requestId: string;
  readonly functionArn: string;
  readonly condition: 'RetriesExhausted' | 'EventAgeExceeded';
  readonly attempts: number;
  readonly requestPayload: unknown;
  readonly last: InvocationResult | undefined;
}): object {
  const { last } = details;
  const record = {
    version: '1.0',
    timestamp: new Date(details.at).toISOString(),
    requestContext: {
      requestId: details.requestId,
      functionArn: `${details.functionArn}:$LATEST`,
      condition: details.condition,
      approximateInvokeCount: details.attempts,
    },
    requestPayload: details.requestPayload,
  };
  if (!last) return record;
  return {
    ...record,
    responseContext: { statusCode: 200, executedVersion: last.executedVersion, functionError: last.functionError },
    responsePayload: parsed(last.payload),
  };
}

/** Runtimes of other languages may report what is not JSON; it is passed on as text then. */
function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload) as unknown;
  } catch {
    return payload;
  }
}
