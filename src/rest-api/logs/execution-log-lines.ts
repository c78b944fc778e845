import { Readable } from 'node:stream';
import type { GatewayError } from '../../model/http/gateway-error.ts';
import type { ClientResponse } from '../../model/http/messages.ts';
import type { Call, RoutedCall } from '../call/call.ts';
import { mapText } from '../call/execution-log.ts';
import type { IntegrationResult } from '../call/results.ts';

/** The lines that begin a method's execution (recorded: docs/aws/rest-api-observed.md#test-invoke-log). */
export function logMethodRequest(call: RoutedCall): void {
  const { log } = call;
  if (!log) return;
  log.info(`Starting execution for request: ${call.requestId}`);
  log.info(`HTTP Method: ${call.httpMethod}, Resource Path: ${call.target.resourcePath}`);
  if (!log.tracesData) return;
  log.data('Method request path', mapText(call.route.pathParameters));
  log.data('Method request query string', mapText(singleValues(call.query)));
  log.data(
    'Method request headers',
    mapText([...call.headers].map(({ name, values }) => [name, values.join(',')] as const)),
  );
  log.data('Method request body before transformations', call.body.toString('utf8'));
}

/** What came back; not for MOCK, which has no endpoint. */
export function logIntegrationResult(call: RoutedCall, result: IntegrationResult): void {
  const { log } = call;
  if (!log) return;
  log.info(
    `Received response. Status: ${result.statusCode}, Integration latency: ${call.facts.integrationLatency ?? 0} ms`,
  );
  if (!log.tracesData) return;
  log.data('Endpoint response headers', mapText(result.headers));
  log.data('Endpoint response body before transformations', bodyText(result.body));
}

/** What the method answers with, and the end. */
export function logMethodResponse(call: Call, response: ClientResponse): void {
  const { log } = call;
  if (!log) return;
  if (log.tracesData) {
    log.data('Method response body after transformations', bodyText(response.body));
    const shown = response.headers.filter(([name]) => !name.startsWith('x-am'));
    log.data('Method response headers', mapText(shown));
  }
  log.info('Successfully completed execution');
  log.info(`Method completed with status: ${response.statusCode}`);
}

/** How a failure ended, in AWS's words (docs/aws/rest-api.md#execution-logs); refusals before the execution have lines of their own. */
export function logFailure(call: Call, error: GatewayError, statusCode: number): void {
  if (statusCode === 504 && error.kind === 'INTEGRATION_TIMEOUT') {
    call.log?.error('Execution failed due to a timeout error');
  } else if (statusCode >= 500) {
    const isFunctionError = error.message.startsWith('Lambda execution failed');
    call.log?.error(isFunctionError ? error.message : `Execution failed due to configuration error: ${error.message}`);
  }
  call.log?.info(`Method completed with status: ${statusCode}`);
}

function* singleValues(parameters: ReadonlyMap<string, readonly string[]>): Generator<readonly [string, string]> {
  for (const [name, values] of parameters) yield [name, values.join(',')];
}

function bodyText(body: Buffer | string | Readable | null): string {
  if (body === null || body instanceof Readable) return '';
  return typeof body === 'string' ? body : body.toString('utf8');
}
