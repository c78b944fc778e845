import type { AwsServiceRequest } from '../../integrations/contract.ts';
import type { Integration, ServiceTarget } from '../../model/definition/integration.ts';
import type { RoutedCall } from '../call/call.ts';
import { mapText } from '../call/execution-log.ts';
import type { ResponseMapping } from './integration-response.ts';
import type { CompiledIntegration } from './contract.ts';
import { serviceHeaders } from './outgoing-headers.ts';
import type { RequestMapping } from '../transform/parameter-mapping.ts';
import { parseQueryString } from '../call/query-string.ts';
import type { RequestBody } from '../transform/request-body.ts';
import { compileUri } from '../transform/uri-template.ts';
import { backendFailure } from '../responses/backend-failures.ts';
import { pairsOf } from './endpoint.ts';

/** `AWS` with any other service, by action or by path (recorded: docs/aws/rest-api-observed.md#service-integrations). */
export function compileAwsService(
  integration: Integration,
  service: ServiceTarget,
  mapping: RequestMapping,
  requestBody: RequestBody,
  responses: ResponseMapping,
): CompiledIntegration {
  const target = compileTarget(service);
  return {
    target: `${service.service}:${service.action ?? service.path ?? ''}`,
    streams: false,
    mapRequest(call) {
      const mapped = mapping.evaluate(call);
      const body = requestBody.payload(call).bytes;
      const { header, path, querystring } = requestBody.parameters(call, mapped);
      const filled = target(call, path);
      const request: AwsServiceRequest = {
        ...filled,
        query: [...filled.query, ...pairsOf(querystring)],
        method:
          integration.httpMethod === undefined || integration.httpMethod === 'ANY'
            ? call.httpMethod
            : integration.httpMethod,
        headers: serviceHeaders(call, header),
        body: body.length === 0 ? null : body,
        timeoutMs: integration.timeoutInMillis,
      };
      logRequest(call, request);
      return async () => {
        const response = await call.deployment.services.aws.call(request).catch((error: unknown) => {
          throw backendFailure(error, 'aws');
        });
        call.facts.integrationStatus = response.statusCode;
        return { ...response, selection: String(response.statusCode) };
      };
    },
    mapResponse: (call, result) => responses.map(call, result),
  };
}

type FilledTarget = Pick<AwsServiceRequest, 'service' | 'subdomain' | 'region' | 'action' | 'path' | 'query'>;

/** Action names may carry query parameters: `action/{Action}&{Key}={value}` (docs/aws/rest-api.md#uri-forms). */
function compileTarget(target: ServiceTarget): (call: RoutedCall, path: ReadonlyMap<string, string>) => FilledTarget {
  const fixed = {
    service: target.service,
    region: target.region,
    ...(target.subdomain === undefined ? {} : { subdomain: target.subdomain }),
  };
  const template = compileUri(target.action ?? target.path ?? '');
  return (call, parameters) => {
    const filled = template.fill(call.stageVariables, parameters);
    if (target.action === undefined) return { ...fixed, path: filled, query: [] };
    const end = filled.indexOf('&');
    if (end < 0) return { ...fixed, action: filled, query: [] };
    return { ...fixed, action: filled.slice(0, end), query: [...pairsOf(parseQueryString(filled.slice(end + 1)))] };
  };
}

function logRequest(call: RoutedCall, request: AwsServiceRequest): void {
  const { log } = call;
  if (!log) return;
  const host = `${request.subdomain === undefined ? '' : `${request.subdomain}.`}${request.service}.${request.region}.amazonaws.com`;
  const uri = `https://${host}/${request.action === undefined ? (request.path ?? '') : `?Action=${request.action}`}`;
  if (log.tracesData) {
    log.data('Endpoint request URI', uri);
    log.data('Endpoint request headers', mapText(request.headers));
    log.data('Endpoint request body after transformations', request.body?.toString() ?? '');
  }
  log.info(`Sending request to ${uri}`);
}
