import type { ServerResponse } from 'node:http';
import { LambdaServiceError } from '../../model/lambda/invocation.ts';
import type { AdminHandler } from '../admin-listener.ts';
import type { FunctionPath } from './function-path.ts';
import { parseFunctionPath } from './function-path.ts';
import { invoke, invokeAsync } from './invoke.ts';
import { invokeWithResponseStream } from './invoke-with-response-stream.ts';
import { readFunctions } from './read-functions.ts';
import { serviceHeaders } from './service-headers.ts';
import { Refusal, refusalOf } from './service-refusal.ts';
import type { LambdaApiServices } from './services.ts';

export type { LambdaApiServices } from './services.ts';

/**
 * Lambda's data plane over HTTP, so that SDK clients invoke local functions unchanged: Invoke, InvokeAsync, InvokeWithResponseStream; and what
 * tools read about functions, with the time since when there are any. Signed requests and unsigned ones are taken alike. Takes only these paths.
 */
export function lambdaApi(services: LambdaApiServices, startedAt = services.clock.now()): AdminHandler {
  return async (message, response) => {
    const path = parseFunctionPath(message.method, message.url ?? '/');
    try {
      if (!path) return readFunctions(message, response, services, startedAt);
      await OPERATIONS[path.operation](message, response, path, services);
    } catch (error) {
      const refusal = error instanceof LambdaServiceError ? refusalOf(error) : error;
      if (!(refusal instanceof Refusal) || response.headersSent) throw error;
      refuse(response, refusal, services);
      // What is left of the event, so that the connection can be used again.
      message.resume();
    }
    return true;
  };
}

const OPERATIONS = {
  Invoke: invoke,
  InvokeAsync: invokeAsync,
  InvokeWithResponseStream: invokeWithResponseStream,
} satisfies Record<FunctionPath['operation'], unknown>;

function refuse(response: ServerResponse, refusal: Refusal, services: LambdaApiServices): void {
  const body = JSON.stringify(refusal.body);
  response.writeHead(refusal.statusCode, {
    ...serviceHeaders(undefined, services).named(services.ids.uuid()),
    'x-amzn-ErrorType': refusal.type,
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    ...refusal.headers,
  });
  response.end(body);
}
