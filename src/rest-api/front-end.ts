import { Readable } from 'node:stream';
import type { FrontEnd } from '../model/front-end.ts';
import { GatewayError } from '../model/gateway-error.ts';
import type { ClientRequest, ClientResponse } from '../model/messages.ts';
import { Call } from './call.ts';
import type { RoutedCall } from './call.ts';
import type { Deployment } from './deployment.ts';
import { renderFault } from './errors.ts';
import { logMethodResponse } from './execution-log-lines.ts';
import { executeMethod, runPipeline } from './pipeline.ts';
import { mapMethodResponse } from './stages/map-method-response.ts';

/** A request in, a response out; what happened goes to the journal and the logs. */
export function frontEndOf(deployment: Deployment): FrontEnd {
  return {
    async handle(request) {
      const call = new Call(deployment, request, isForCanary(deployment));
      const response = await answer(call, () => runPipeline(call));
      record(call, request, response);
      return response;
    },
  };
}

/** Runs one method as TestInvokeMethod does: nobody is asked for credentials or keys. */
export function runMethod(call: RoutedCall): Promise<ClientResponse> {
  return answer(call, () => executeMethod(call));
}

async function answer(call: Call, run: () => ReturnType<typeof runPipeline>): Promise<ClientResponse> {
  try {
    const methodResponse = await run();
    const response = await mapMethodResponse(call, methodResponse);
    note(call, response);
    const shown = response.headers.filter(([name]) => !name.startsWith('x-am'));
    logMethodResponse(call, response, shown);
    return response;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const response = renderFault(call, error);
    note(call, response);
    logFailure(call, error, response.statusCode);
    return response;
  }
}

function isForCanary({ api, services }: Deployment): boolean | undefined {
  return api.canary && services.random() * 100 < api.canary.percentTraffic;
}

function note(call: Call, response: ClientResponse): void {
  call.facts.statusCode = response.statusCode;
  if (response.body instanceof Readable) return;
  call.facts.responseLength = response.body === null ? 0 : Buffer.byteLength(response.body);
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

function record(call: Call, request: ClientRequest, response: ClientResponse): void {
  const { api, services, accessLog } = call.deployment;
  const { event, result, reason } = call.facts;
  const method = call.route?.method;
  accessLog?.(call);
  services.journal.add({
    id: call.requestId,
    api: api.name,
    apiType: 'rest',
    startedAt: call.startedAt,
    durationMs: services.clock.now() - call.startedAt,
    method: request.method,
    path: request.rawPath,
    ...(method === undefined ? {} : { routeKey: method.routeKey, target: method.integration.target }),
    statusCode: response.statusCode,
    request,
    response,
    ...(event === undefined ? {} : { event }),
    ...(result === undefined ? {} : { result }),
    ...(reason === undefined ? {} : { reason }),
  });
}
