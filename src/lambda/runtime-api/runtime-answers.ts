import type { ServerResponse } from 'node:http';

/** Answers of the Runtime API: status and JSON body (docs/aws/lambda.md#errors). */
export type RuntimeAnswer = readonly [statusCode: number, body: object];

export const accepted: RuntimeAnswer = [202, { status: 'OK' }];

export const invalidRequestId: RuntimeAnswer = [400, error('InvalidRequestID', 'Invalid request ID')];

export const invalidResponseMode: RuntimeAnswer = [
  400,
  error('InvalidFunctionResponseMode', 'Invalid function response mode: streaming or buffered'),
];

export const tooLarge = (limit: number): RuntimeAnswer => [
  413,
  error('RequestEntityTooLarge', `Exceeded maximum allowed payload size (${limit} bytes).`),
];

/** Names of states as the reference gives the form of the message; which names AWS uses here is unproven. */
export const invalidTransition = (from: string, to: string): RuntimeAnswer => [
  403,
  error(
    'InvalidStateTransition',
    `State transition from ${from} to ${to} failed for runtime. Error: State transition is not allowed`,
  ),
];

export const notHere = (what: string): RuntimeAnswer => [404, error('NotFound', `Nothing at ${what}`)];

export const foreignHost: RuntimeAnswer = [403, error('Forbidden', 'This port answers to its own function only')];

export const extensionsNotSupported: RuntimeAnswer = [
  403,
  error('Extension.NotSupported', 'Extensions are not supported by gw-emulate; run the function without them'),
];

/** With 202, as AWS's own local emulator answers, so that telemetry clients go on without it. */
export const telemetryNotSupported = (name: 'Logs' | 'Telemetry'): RuntimeAnswer => [
  202,
  error(`${name}.NotSupported`, `${name} API is not supported`),
];

export function answer(response: ServerResponse, [statusCode, body]: RuntimeAnswer): void {
  const text = JSON.stringify(body);
  response.writeHead(statusCode, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}

function error(errorType: string, errorMessage: string): object {
  return { errorMessage, errorType };
}
