import { BodyNotJsonError, parseMappingDestination, parseRestExpression } from '../../mapping/parameters/index.ts';
import type { MappedValue, MappingExpression, ParameterSources } from '../../mapping/parameters/index.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import type { RoutedCall } from '../call/call.ts';
import type { IntegrationResult } from '../call/results.ts';
import { isIllegalHeader } from './mapped-parameters.ts';
import type { MappedParameters } from './mapped-parameters.ts';
import { requestSources, responseSources } from './parameter-sources.ts';

/** The `requestParameters` of an integration. */
export interface RequestMapping {
  /**
   * Values of all mapped parameters; those whose source is missing are omitted (recorded: docs/aws/rest-api-observed.md#http,
   * docs/aws/rest-api-observed.md#parameter-mapping).
   */
  evaluate(call: RoutedCall): MappedParameters;
  /** The one effect that mappings have on AWS_PROXY. Throws the 500 of a header that may not be mapped. */
  refuseIllegalHeaders(call: RoutedCall): void;
}

interface Mapping {
  readonly location: 'header' | 'querystring' | 'path';
  readonly name: string;
  readonly source: MappingExpression;
}

/** @throws {MappingExpressionError} for a source or target that API Gateway does not have. */
export function compileRequestMapping(requestParameters: Readonly<Record<string, string>>): RequestMapping {
  const mappings = Object.entries(requestParameters).map(([target, source]) => ({
    ...parseMappingDestination(target),
    source: parseRestExpression(source, 'request'),
  }));
  const reserved = mappings.filter(({ location, name }) => location === 'header' && isIllegalHeader(name, 'aws'));
  return {
    evaluate: (call) => (mappings.length === 0 ? NOTHING_MAPPED : evaluateAll(mappings, requestSources(call))),
    refuseIllegalHeaders(call) {
      if (reserved.length === 0) return;
      const sources = requestSources(call);
      for (const { name, source } of reserved) {
        if (source.evaluate(sources) === undefined) continue;
        throw new GatewayError('API_CONFIGURATION_ERROR', { reason: `${name} header already present` });
      }
    },
  };
}

/** The `responseParameters` of an integration response. */
export interface ResponseParameterMapping {
  evaluate(call: RoutedCall, result: IntegrationResult, body: Buffer): HeaderList;
}

/** @throws {MappingExpressionError} for a source or target that API Gateway does not have. */
export function compileResponseMapping(responseParameters: Readonly<Record<string, string>>): ResponseParameterMapping {
  const mappings = Object.entries(responseParameters).map(([target, source]) => ({
    name: parseMappingDestination(target).name,
    source: parseRestExpression(source, 'response'),
  }));
  return {
    evaluate(call, result, body) {
      if (mappings.length === 0) return [];
      const sources = responseSources(call, result, body);
      try {
        return mappings.flatMap(({ name, source }) => {
          const values = valuesOf(source.evaluate(sources));
          return values.length === 0 ? [] : [[name, values.join(',')] as const];
        });
      } catch (error) {
        if (!(error instanceof BodyNotJsonError)) throw error;
        const reason = 'Invalid JSON in response body: a mapping needs a field of it';
        throw new GatewayError('API_CONFIGURATION_ERROR', { reason, cause: error });
      }
    },
  };
}

/** A mapped value as the list it is sent as. */
export function valuesOf(value: MappedValue | undefined): readonly string[] {
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

const NOTHING_MAPPED: MappedParameters = { header: new Map(), querystring: new Map(), path: new Map() };

function evaluateAll(mappings: readonly Mapping[], sources: ParameterSources): MappedParameters {
  const header = new Map<string, readonly string[]>();
  const querystring = new Map<string, readonly string[]>();
  const path = new Map<string, string>();
  for (const { location, name, source } of mappings) {
    const values = valuesOf(evaluateRequestSource(source, sources));
    if (values.length === 0) continue;
    if (location === 'path') path.set(name, values.join(','));
    else (location === 'header' ? header : querystring).set(name, values);
  }
  return { header, querystring, path };
}

/** A body that a mapping needs as JSON but that is not JSON is the client's fault (docs/aws/rest-api-observed.md#error-catalogue). */
function evaluateRequestSource(source: MappingExpression, sources: ParameterSources): MappedValue | undefined {
  try {
    return source.evaluate(sources);
  } catch (error) {
    if (!(error instanceof BodyNotJsonError)) throw error;
    throw new GatewayError('BAD_REQUEST_BODY', { clientMessage: error.message, cause: error });
  }
}
