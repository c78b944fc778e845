import type { FrontEnd } from '../model/http/front-end.ts';
import { GatewayError } from '../model/http/gateway-error.ts';
import type { ClientResponse } from '../model/http/messages.ts';
import { Call } from './call/call.ts';
import type { RoutedCall } from './call/call.ts';
import { conclude } from './logs/conclude.ts';
import type { Deployment } from './call/deployment.ts';
import { renderFault } from './responses/errors.ts';
import { logMethodResponse } from './logs/execution-log-lines.ts';
import type { Awaitable, MethodResponse } from './call/results.ts';
import { executeMethod, runPipeline } from './pipeline.ts';
import { mapMethodResponse } from './stages/map-method-response.ts';

/** A request in, a response out; what happened goes to the journal and the logs. */
export function frontEndOf(deployment: Deployment): FrontEnd {
  return {
    async handle(request) {
      const call = new Call(deployment, request, isForCanary(deployment));
      const response = await answer(call, runPipeline);
      return conclude(call, response);
    },
  };
}

/** Runs one method as TestInvokeMethod does: nobody is asked for credentials or keys. */
export function runMethod(call: RoutedCall): Promise<ClientResponse> {
  return answer(call, executeMethod);
}

async function answer<AnyCall extends Call>(
  call: AnyCall,
  run: (call: AnyCall) => Awaitable<MethodResponse>,
): Promise<ClientResponse> {
  try {
    const running = run(call);
    const mapping = mapMethodResponse(call, running instanceof Promise ? await running : running);
    const response = mapping instanceof Promise ? await mapping : mapping;
    call.facts.statusCode = response.statusCode;
    logMethodResponse(call, response);
    return response;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const response = renderFault(call, error);
    call.facts.statusCode = response.statusCode;
    logFailure(call, error, response.statusCode);
    return response;
  }
}

function isForCanary({ api, services }: Deployment): boolean | undefined {
  return api.canary && services.random() * 100 < api.canary.percentTraffic;
}

/** In AWS's words (rest-api 11.2); refusals before the execution have lines of their own. */
function logFailure(call: Call, error: GatewayError, statusCode: number): void {
  if (statusCode === 504 && error.kind === 'INTEGRATION_TIMEOUT') {
    call.log?.error('Execution failed due to a timeout error');
  } else if (statusCode >= 500) {
    const isFunctionError = error.message.startsWith('Lambda execution failed');
    call.log?.error(isFunctionError ? error.message : `Execution failed due to configuration error: ${error.message}`);
  }
  call.log?.info(`Method completed with status: ${statusCode}`);
}
