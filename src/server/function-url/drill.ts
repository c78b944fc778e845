import type { Drill } from '../../drills/index.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import { LambdaServiceError } from '../../model/lambda/invocation.ts';
import type { FunctionUrlEvent } from './event.ts';
import type { Handled } from './exchange-record.ts';
import { failedFunction, serviceRefusal } from './refusals.ts';
import type { FunctionUrlServices } from './services.ts';

/** A function may run for so long. */
const LONGEST_MS = 900_000;

/** What rules do to a request, `undefined` while there are none. A function URL is no API and has no routes: rules reach it by its function. */
export function beginDrill({ drills }: FunctionUrlServices, functionName: string, method: string): Drill | undefined {
  if (drills?.on !== true) return undefined;
  return drills.begin({
    api: functionName,
    isWebSocket: false,
    method,
    functionName,
    authorization: 'NONE',
    timeoutMs: LONGEST_MS,
  });
}

/** The function's answer as rules want it. Lambda itself throttles (429), and a function that takes too long failed (502). */
export async function drilledAnswer(
  drill: Drill,
  event: FunctionUrlEvent,
  invoke: () => Promise<Handled>,
): Promise<Handled> {
  try {
    drill.throttle();
    return await drill.integrate(invoke);
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const { kind, message: reason } = error;
    const throttled = new LambdaServiceError('TooManyRequestsException', 'Rate Exceeded.');
    const refusal = kind === 'THROTTLED' ? serviceRefusal(throttled) : undefined;
    return { response: refusal ?? failedFunction, event, reason };
  }
}
