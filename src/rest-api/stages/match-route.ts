import { GatewayError } from '../../model/http/gateway-error.ts';
import { requestedHost } from '../../model/http/requested-host.ts';
import type { Call, RoutedCall } from '../call/call.ts';
import { ExecutionLog } from '../call/execution-log.ts';
import { noSuchResource } from '../responses/no-such-resource.ts';
import { targetOnCustomDomain, targetOnStage } from '../routing/request-target.ts';
import type { Passage } from './passage.ts';

/**
 * Finds the method that answers. Unknown stages are Forbidden, unknown paths and verbs a missing authentication token, never 404 or 405
 * (recorded: docs/aws/rest-api-observed.md#chosen-method, docs/aws/rest-api-observed.md#unknown-api-or-stage).
 */
export function matchRoute(passage: Passage): void {
  const { api: compiled, call } = passage;
  const { api, services, executeApiHost } = call.deployment;
  const { rawPath } = call.client;
  // A request to the execute-api host reaches the API by its stage, also where it has a custom domain (docs/aws/rest-api.md#invoke-urls).
  const namesEndpoint = requestedHost(call.client.headers) === executeApiHost;
  const domain = namesEndpoint ? undefined : api.customDomain;
  if (!domain && api.disableExecuteApiEndpoint) {
    throw new GatewayError('FORBIDDEN', {
      reason: 'disableExecuteApiEndpoint is set, and the request does not come by a custom domain',
    });
  }
  const target = domain ? targetOnCustomDomain(rawPath, domain) : targetOnStage(rawPath, api.stage.name);
  if (!target) {
    const wanted = domain ? 'a base path mapping' : `the stage "/${api.stage.name}"`;
    const stage = domain ? '' : `/${api.stage.name}`;
    const meant = stage !== '' && compiled.routes.match(rawPath, call.httpMethod) ? `; ${stage}${rawPath} exists` : '';
    throw new GatewayError('FORBIDDEN', { reason: `The path ${rawPath} does not begin with ${wanted}${meant}` });
  }
  call.target = target;
  const route = compiled.routes.match(target.resourcePath, call.httpMethod);
  call.route = route;
  if (!route || !isRouted(call)) {
    throw noSuchResource(call, (verb, path) => compiled.routes.match(path, verb) !== undefined);
  }
  const { method } = route;
  passage.matched = { call, method };
  const settings = method.settings(call.httpMethod);
  if (settings.logLevel) {
    const prefix = `(${call.requestId}) `;
    const write = (text: string) => services.executionLog(prefix + text);
    call.log ??= new ExecutionLog(write, settings.logLevel, settings.dataTrace);
    call.log.info(`Extended Request Id: ${call.extendedRequestId}`);
  }
}

function isRouted(call: Call): call is RoutedCall {
  return call.route !== undefined;
}
