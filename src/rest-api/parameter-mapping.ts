import { firstHeader } from '../model/messages.ts';
import { GatewayError } from '../model/gateway-error.ts';
import type { HeaderList } from '../model/messages.ts';
import type { Call, RoutedCall } from './call.ts';
import { contextVariables } from './context-variables.ts';
import type { IntegrationResult } from './integration-result.ts';
import { isIllegalHeader } from './mapped-parameters.ts';
import type { MappedParameters } from './mapped-parameters.ts';
import { compileSource } from './source-expression.ts';
import type { ParameterSources, SourceExpression } from './source-expression.ts';

export { compileGatewayText, compileSource } from './source-expression.ts';
export type { GatewayText, SourceExpression } from './source-expression.ts';

/** The `requestParameters` of an integration. */
export interface RequestMapping {
  /** Values of all mapped parameters; those whose source is missing are left out (recorded: rest-api-observed 9, 11.3). */
  evaluate(call: RoutedCall): MappedParameters;
  /** The one effect that mappings have on AWS_PROXY. Throws the 500 of a header that may not be mapped. */
  refuseIllegalHeaders(call: RoutedCall, towards: 'aws' | 'http'): void;
}

type Target = 'header' | 'querystring' | 'path';

interface Mapping {
  readonly target: Target;
  readonly name: string;
  readonly source: SourceExpression;
}

export function compileRequestMapping(requestParameters: Readonly<Record<string, string>>): RequestMapping {
  const mappings: Mapping[] = [];
  for (const [key, expression] of Object.entries(requestParameters)) {
    const [, target, name] = /^integration\.request\.(header|querystring|path)\.(.+)$/.exec(key) ?? [];
    if (isTarget(target) && name !== undefined) {
      mappings.push({ target, name, source: compileSource(expression, 'request') });
    }
  }
  const reserved = mappings.filter(({ target, name }) => target === 'header' && isIllegalHeader(name, 'aws'));
  return {
    evaluate: (call) => (mappings.length === 0 ? NOTHING_MAPPED : evaluate(mappings, requestSources(call))),
    refuseIllegalHeaders(call, towards) {
      for (const { name, source } of reserved) {
        if (!isIllegalHeader(name, towards) || source.values(requestSources(call)).length === 0) continue;
        throw new GatewayError('API_CONFIGURATION_ERROR', { reason: `${name} header already present` });
      }
    },
  };
}

/** The `responseParameters` of an integration response. */
export interface ResponseParameterMapping {
  evaluate(call: RoutedCall, result: IntegrationResult, body: Buffer): HeaderList;
}

const RESPONSE_PREFIX = 'method.response.header.';

export function compileResponseMapping(responseParameters: Readonly<Record<string, string>>): ResponseParameterMapping {
  const mappings = Object.entries(responseParameters)
    .filter(([key]) => key.startsWith(RESPONSE_PREFIX))
    .map(([key, expression]) => [key.slice(RESPONSE_PREFIX.length), compileSource(expression, 'response')] as const);
  return {
    evaluate(call, result, body) {
      if (mappings.length === 0) return [];
      const sources = responseSources(call, result, body);
      return mappings.flatMap(([name, source]) => {
        const values = source.values(sources);
        return values.length === 0 ? [] : [[name, values.join(',')] as const];
      });
    },
  };
}

/** What gateway responses may speak of: the client's request, context and stage variables, no body. */
export function gatewaySources(call: Call): ParameterSources {
  return {
    header: (name) => call.headers.all(name),
    querystring: (name) => call.query.get(name) ?? [],
    path: (name) => call.route?.pathParameters.find(([candidate]) => candidate === name)?.[1],
    body: () => '',
    context: contextVariables(call),
    stageVariable: (name) => call.stageVariables[name],
  };
}

const NOTHING_MAPPED: MappedParameters = { header: new Map(), querystring: new Map(), path: new Map() };

function isTarget(text: string | undefined): text is Target {
  return text === 'header' || text === 'querystring' || text === 'path';
}

function evaluate(mappings: readonly Mapping[], sources: ParameterSources): MappedParameters {
  const header = new Map<string, readonly string[]>();
  const querystring = new Map<string, readonly string[]>();
  const path = new Map<string, string>();
  for (const { target, name, source } of mappings) {
    const values = source.values(sources);
    if (values.length === 0) continue;
    if (target === 'path') path.set(name, values.join(','));
    else (target === 'header' ? header : querystring).set(name, values);
  }
  return { header, querystring, path };
}

function requestSources(call: RoutedCall): ParameterSources {
  return { ...gatewaySources(call), body: () => call.body.toString('utf8') };
}

/** A backend's header is found whatever its casing when the exact spelling is not there: local stand-ins spell them otherwise than AWS. */
function responseSources(call: RoutedCall, result: IntegrationResult, body: Buffer): ParameterSources {
  return {
    ...gatewaySources(call),
    header(name) {
      const exact = result.headers.filter(([candidate]) => candidate === name).map(([, value]) => value);
      const other = exact.length > 0 ? undefined : firstHeader(result.headers, name);
      return other === undefined ? exact : [other];
    },
    body: () => body.toString('utf8'),
  };
}
