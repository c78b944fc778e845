import { GatewayError } from '../../model/http/gateway-error.ts';
import type { Integration } from '../../model/definition/integration.ts';
import { convertRequestBody, templateText } from './content-handling.ts';
import type { Payload } from './content-handling.ts';
import type { RoutedCall } from '../call/call.ts';
import type { MappedParameters } from './mapped-parameters.ts';
import { firstMediaType } from '../call/media-types.ts';
import { valuesOf } from './parameter-mapping.ts';
import { compileTemplates } from './templates.ts';

/** What a non-proxy integration sends as its body, and which parameters with it. */
export interface RequestBody {
  /**
   * Template output, or the body as it came where none applies and passing it on is allowed.
   *
   * @throws {GatewayError} UNSUPPORTED_MEDIA_TYPE, or a 500 when a template fails or meets a binary body.
   */
  payload(call: RoutedCall): Payload;
  /** The same as text. Throws likewise. */
  text(call: RoutedCall): string;
  /** The mapped parameters with the template's overrides in their place; to be asked after `payload` (docs/aws/rest-api.md#overrides). */
  parameters(call: RoutedCall, mapped: MappedParameters): MappedParameters;
}

/**
 * Chooses by the media type of Content-Type; the table of docs/aws/rest-api-observed.md#request-template decides what happens without a
 * template.
 */
export function compileRequestBody(integration: Integration): RequestBody {
  const templates = compileTemplates(integration.requestTemplates);
  const { passthroughBehavior, contentHandling } = integration;
  const refusesUnmatched =
    passthroughBehavior === 'NEVER' || (passthroughBehavior === 'WHEN_NO_TEMPLATES' && templates.size > 0);
  const mapBody = (call: RoutedCall): Payload | string => {
    const mediaType = requestMediaType(call);
    const template = templates.get(mediaType) ?? templates.get('$default');
    if (!template && refusesUnmatched) throw new GatewayError('UNSUPPORTED_MEDIA_TYPE');
    const isBinary = call.deployment.binaryMediaTypes.matches(mediaType);
    const payload = convertRequestBody(call.body, isBinary, contentHandling);
    return template ? template.render(call, templateText(payload)) : payload;
  };
  return {
    payload(call) {
      const mapped = mapBody(call);
      return typeof mapped === 'string' ? { binary: false, bytes: Buffer.from(mapped, 'utf8') } : mapped;
    },
    text(call) {
      const mapped = mapBody(call);
      if (typeof mapped !== 'string') return mapped.bytes.toString('utf8');
      // Half a surrogate pair has no UTF-8 and would become U+FFFD on its way.
      return SURROGATE.test(mapped) ? Buffer.from(mapped, 'utf8').toString('utf8') : mapped;
    },
    parameters(call, mapped) {
      const overrides = call.overrides?.read().request;
      if (!overrides) return mapped;
      const { path = {} } = overrides;
      const parameters = {
        header: overridden(mapped.header, overrides.header),
        querystring: overridden(mapped.querystring, overrides.querystring),
      };
      if (typeof path === 'string') return { ...parameters, path: mapped.path, wholePath: path };
      return { ...parameters, path: new Map([...mapped.path, ...Object.entries(path)]) };
    },
  };
}

const SURROGATE = /\p{Surrogate}/u;

/**
 * The media type that chooses templates and models: that of Content-Type, `application/json` when there is none (recorded:
 * docs/aws/rest-api-observed.md#request-template).
 */
export function requestMediaType(call: RoutedCall): string {
  return firstMediaType(call.headers.lastOf('content-type')) || 'application/json';
}

/** Whether the request's Content-Type is one of the API's binary media types. */
export function isBinaryRequest(call: RoutedCall): boolean {
  return call.deployment.binaryMediaTypes.matches(requestMediaType(call));
}

function overridden(
  mapped: ReadonlyMap<string, readonly string[]>,
  overrides: Readonly<Record<string, string | readonly string[]>> | undefined,
): ReadonlyMap<string, readonly string[]> {
  if (!overrides) return mapped;
  return new Map([...mapped, ...Object.entries(overrides).map(([name, value]) => [name, valuesOf(value)] as const)]);
}
