import { parseInterpolation, parseMappingDestination, parseRestExpression } from '../../mapping/parameters/index.ts';
import type { Interpolation, MappingExpression } from '../../mapping/parameters/index.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import type { GatewayResponseType } from '../../model/definition/gateway-response-types.ts';
import type { GatewayResponse, RestApi } from '../../model/definition/rest-api.ts';
import type { Call } from '../call/call.ts';
import type { Fault } from '../call/fault.ts';
import type { StockFault } from './faults.ts';
import { firstMediaType } from '../call/media-types.ts';
import { valuesOf } from '../transform/parameter-mapping.ts';
import { requestSources } from '../transform/parameter-sources.ts';

/** The API's own gateway responses. */
export interface GatewayResponses {
  /** What the API answers a fault with; `undefined` where AWS's own answer stands. */
  render(call: Call, fault: Fault, stock: StockFault): CustomFault | undefined;
}

export interface CustomFault {
  readonly statusCode: number;
  readonly headers: HeaderList;
  /** Absent where the stock body stands. */
  readonly body?: string;
  readonly contentType?: string;
}

interface CompiledResponse {
  readonly statusCode: number | undefined;
  readonly headers: readonly (readonly [name: string, source: MappingExpression])[];
  readonly templates: ReadonlyMap<string, Interpolation>;
}

/**
 * A type's own response stands as a whole; else that of DEFAULT_4XX or DEFAULT_5XX, with its status only if it sets one (recorded:
 * docs/aws/rest-api-observed.md#customising).
 */
export function compileGatewayResponses(api: RestApi): GatewayResponses {
  const compiled = new Map<string, CompiledResponse>();
  for (const [type, response] of Object.entries(api.gatewayResponses)) compiled.set(type, compileResponse(response));
  return {
    render(call, fault, { statusCode, customisedStatusCode = statusCode }) {
      if (fault.responseType === undefined) return undefined;
      const own = compiled.get(fault.responseType);
      if (own) return renderResponse(call, own, customisedStatusCode);
      const family = compiled.get(familyOf(statusCode));
      return family && renderResponse(call, family, statusCode);
    },
  };
}

function familyOf(statusCode: number): GatewayResponseType {
  return statusCode < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
}

function compileResponse(response: GatewayResponse): CompiledResponse {
  const headers = Object.entries(response.responseParameters).map(
    ([target, source]) => [parseMappingDestination(target).name, parseRestExpression(source, 'request')] as const,
  );
  const templates = Object.entries(response.responseTemplates).map(
    ([type, text]) => [type.toLowerCase(), parseInterpolation(text, { missing: '' })] as const,
  );
  return { statusCode: response.statusCode, headers, templates: new Map(templates) };
}

function renderResponse(call: Call, response: CompiledResponse, stockStatus: number): CustomFault {
  const sources = requestSources(call);
  const headers = response.headers.flatMap(([name, source]) => {
    const values = valuesOf(source.evaluate(sources));
    return values.length === 0 ? [] : [[name, values.join(',')] as const];
  });
  const [contentType, template] = chooseTemplate(response.templates, call) ?? [];
  return {
    statusCode: response.statusCode ?? stockStatus,
    headers,
    ...(template === undefined ? {} : { body: template.evaluate(sources) }),
    ...(contentType === undefined ? {} : { contentType }),
  };
}

/** By Accept, then JSON, then the first (docs/aws/rest-api-observed.md#customising). */
function chooseTemplate(
  templates: ReadonlyMap<string, Interpolation>,
  call: Call,
): readonly [contentType: string, template: Interpolation] | undefined {
  const accepted = firstMediaType(call.headers.lastOf('accept'));
  for (const type of [accepted, 'application/json']) {
    const template = templates.get(type);
    if (template) return [type, template];
  }
  const [first] = templates;
  return first;
}
