import { Readable } from 'node:stream';
import type { InvocationResult, InvokeCall, LambdaInvoker, StreamingResult } from '../../model/lambda/invocation.ts';

/** Lambda that remembers the event of each function and answers at once: an allowing policy to authorizers, an empty 200 to the rest. */
export class EventRecorder implements LambdaInvoker {
  readonly events = new Map<string, unknown>();

  invoke(call: InvokeCall): Promise<InvocationResult> {
    this.events.set(call.functionName, call.event);
    return Promise.resolve(resultOf(call.functionName === 'authorize' ? ALLOW : '{"statusCode":200}'));
  }

  async invokeStreaming(call: InvokeCall): Promise<StreamingResult> {
    const result = await this.invoke(call);
    return {
      requestId: result.requestId,
      contentType: 'application/json',
      body: Readable.from([Buffer.from(result.payload)]),
      finished: Promise.resolve(result),
    };
  }

  async invokeAsync(call: InvokeCall): Promise<string> {
    return (await this.invoke(call)).requestId;
  }
}

const ALLOW = JSON.stringify({
  principalId: 'sample',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }],
  },
});

function resultOf(payload: string): InvocationResult {
  return {
    requestId: '00000000-0000-4000-8000-000000000000',
    payload,
    executedVersion: '$LATEST',
    report: {
      durationMs: 0,
      billedMs: 0,
      memorySizeMb: 128,
      maxMemoryUsedMb: 0,
      status: 'success',
      logLines: () => [],
    },
  };
}
