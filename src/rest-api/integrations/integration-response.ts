import { GatewayError } from '../../model/http/gateway-error.ts';
import type { Integration, IntegrationResponse } from '../../model/definition/integration.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import type { RestMethod } from '../../model/definition/rest-api.ts';
import { javaMatches } from '../../mapping/java-regex.ts';
import { bytesOf } from '../transform/body-bytes.ts';
import { convertResponseBody, templateText } from '../transform/content-handling.ts';
import type { RoutedCall } from '../call/call.ts';
import type { IntegrationResult, MethodResponse } from '../call/results.ts';
import { firstMediaType, wantsBinary } from '../call/media-types.ts';
import { compileResponseMapping, valuesOf } from '../transform/parameter-mapping.ts';
import type { ResponseParameterMapping } from '../transform/parameter-mapping.ts';
import { applyHeaderRules, MAPPED_HEADERS } from '../responses/response-headers.ts';
import { compileTemplates } from '../transform/templates.ts';
import type { MappingTemplate, MappingTemplates } from '../transform/templates.ts';

/** The integration responses of a non-proxy integration. */
export interface ResponseMapping {
  /** Picks the response by its selection pattern and makes the method's answer of it. */
  map(call: RoutedCall, result: IntegrationResult): MethodResponse;
}

interface CompiledResponse {
  readonly definition: IntegrationResponse;
  readonly statusCode: number;
  readonly matches: ((text: string) => boolean) | undefined;
  readonly parameters: ResponseParameterMapping;
  readonly templates: MappingTemplates;
}

/**
 * Patterns are Java regular expressions on the whole text; of several that match, the one with the lowest status wins; without one the
 * response that has no pattern (recorded but for whole text and order: docs/aws/rest-api-observed.md#choosing-the-integration-response).
 */
export function compileIntegrationResponses(integration: Integration, method: RestMethod): ResponseMapping {
  const responses = integration.responses.map(compileResponse).sort((a, b) => a.statusCode - b.statusCode);
  const fallback = responses.find((response) => !response.matches);
  const declared = Object.keys(method.methodResponses);
  return {
    map(call, result) {
      const chosen = responses.find((response) => response.matches?.(result.selection)) ?? fallback;
      if (!chosen) {
        throw new GatewayError('API_CONFIGURATION_ERROR', {
          reason: `No match for output mapping and no default output mapping configured. Endpoint Response Status Code: ${result.statusCode}`,
        });
      }
      const { statusCode } = chosen.definition;
      // A method that declares no response at all is let through: short definitions have no place for them.
      if (declared.length > 0 && !declared.includes(statusCode)) {
        throw new GatewayError('API_CONFIGURATION_ERROR', {
          reason: `Output mapping refers to an invalid method response: ${statusCode}`,
        });
      }
      return respond(call, result, chosen, integration.type !== 'MOCK');
    },
  };
}

function compileResponse(definition: IntegrationResponse): CompiledResponse {
  const pattern = definition.selectionPattern;
  return {
    definition,
    statusCode: Number(definition.statusCode),
    matches: pattern === undefined || pattern === '' ? undefined : javaMatches(pattern),
    parameters: compileResponseMapping(definition.responseParameters),
    templates: compileTemplates(definition.responseTemplates),
  };
}

function respond(
  call: RoutedCall,
  result: IntegrationResult,
  chosen: CompiledResponse,
  traced: boolean,
): MethodResponse {
  const bytes = bytesOf(result.body);
  const binary = call.deployment.binaryMediaTypes.matches(firstMediaType(firstHeader(result.headers, 'content-type')));
  const payload = convertResponseBody(bytes, binary, wantsBinary(call), chosen.definition.contentHandling);
  const mapped = chosen.parameters.evaluate(call, result, bytes);
  const template = chooseTemplate(chosen.templates, call);
  const body = template ? template.render(call, templateText(payload)) : payload.bytes;
  const overrides = call.overrides?.read().response;
  return {
    statusCode: overrides?.status ?? chosen.statusCode,
    headers: applyHeaderRules(overridden(mapped, overrides?.header), MAPPED_HEADERS),
    body,
    traced,
  };
}

/** By Accept, else JSON, else the first; an empty template lets the body pass (docs/aws/rest-api-observed.md#response-template). */
function chooseTemplate(templates: MappingTemplates, call: RoutedCall): MappingTemplate | undefined {
  if (templates.size === 0) return undefined;
  const [first] = templates.values();
  if (templates.size === 1) return first?.isEmpty === true ? undefined : first;
  const accepted = firstMediaType(call.headers.lastOf('accept'));
  const template = templates.get(accepted) ?? templates.get('application/json') ?? first;
  return template?.isEmpty ? undefined : template;
}

/**
 * An override takes the place of the mapped value of the same name; a list sends the header several times
 * (docs/aws/rest-api-observed.md#overrides).
 */
function overridden(
  mapped: HeaderList,
  overrides: Readonly<Record<string, string | readonly string[]>> | undefined,
): HeaderList {
  if (!overrides) return mapped;
  const kept = mapped.filter(([name]) => !Object.hasOwn(overrides, name));
  const added = Object.entries(overrides).flatMap(([name, value]) =>
    valuesOf(value).map((one) => [name, one] as const),
  );
  return [...kept, ...added];
}
