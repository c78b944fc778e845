import type { ParameterSources, RequestSource } from '../../mapping/parameters/index.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { Call, RoutedCall } from '../call/call.ts';
import { contextVariables } from './context-variables.ts';
import type { IntegrationResult } from '../call/results.ts';

/** What parameter mappings, gateway responses and logs read of a call. */
export function requestSources(call: Call): ParameterSources {
  const request: RequestSource = {
    header: (name) => call.headers.all(name),
    querystring: (name) => call.query.get(name) ?? [],
    path: (name) => call.route?.pathParameters.find(([candidate]) => candidate === name)?.[1],
    body: () => call.body.toString('utf8'),
  };
  return {
    request,
    context: contextVariables(call),
    stageVariable: (name) => call.stageVariables[name],
  };
}

/**
 * The same with the backend's answer. Its headers are found whatever their casing when the exact spelling is not there: local stand-ins for
 * AWS services spell them otherwise.
 */
export function responseSources(call: RoutedCall, result: IntegrationResult, body: Buffer): ParameterSources {
  return {
    ...requestSources(call),
    response: {
      header(name) {
        const exact = result.headers.filter(([candidate]) => candidate === name).map(([, value]) => value);
        const other = exact.length > 0 ? undefined : firstHeader(result.headers, name);
        return other === undefined ? exact : [other];
      },
      body: () => body.toString('utf8'),
      statusCode: () => result.statusCode,
    },
  };
}
