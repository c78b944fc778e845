import type { TemplateMap } from '../../template/template.ts';
import type { Part } from '../service/part.ts';
import { type Given, members } from '../service/resources.ts';
import { type RestCors, integrationCorsHeaders } from './cors.ts';
import { DEFAULT_STATUS_CODES } from './default-templates.ts';
import type { HttpEvent } from './http-event.ts';

interface StatusCode {
  readonly code: string;
  readonly pattern: Given;
  /** What the event says of it. */
  readonly part: Part | undefined;
}

/** `IntegrationResponses` of an integration that is not a proxy. */
export function integrationResponses(event: HttpEvent, cors: RestCors | undefined): TemplateMap[] {
  const response = event.part.get('response');
  const common = { ...integrationCorsHeaders(cors), ...headersOf(response) };
  return statusCodes(event).map(({ code, pattern, part }) => {
    const template = response.get('template');
    const own = part?.get('template');
    return members(
      {
        StatusCode: code,
        SelectionPattern: pattern,
        ResponseParameters: members(mapped({ ...common, ...(part && headersOf(part)) }), response),
        ResponseTemplates: members(
          {
            'application/json': template,
            ...(own !== undefined &&
              (typeof own.value === 'string' ? { 'application/json': own } : Object.fromEntries(own.entries))),
          },
          response,
        ),
        ContentHandling: code.startsWith('2') ? response.get('contentHandling') : undefined,
      },
      part ?? event.part,
    );
  });
}

/** `MethodResponses` for the same status codes; none for proxies, which API Gateway gives a 200 of its own. */
export function methodResponses(event: HttpEvent, cors: RestCors | undefined): TemplateMap[] {
  if (event.integration === 'AWS_PROXY' || event.integration === 'HTTP_PROXY') return [];
  const common = { ...integrationCorsHeaders(cors), ...headersOf(event.part.get('response')) };
  return statusCodes(event).map(({ code, part }) => ({
    StatusCode: code,
    ResponseParameters: Object.fromEntries(
      Object.keys(mapped({ ...common, ...(part && headersOf(part)) })).map((name) => [name, true]),
    ),
    ResponseModels: {},
  }));
}

/** Those of the event, with a default one added where none is; the framework's own where the event names none. */
function statusCodes({ part, integration }: HttpEvent): readonly StatusCode[] {
  const response = part.get('response');
  const written = response.get('statusCodes');
  if (integration === 'MOCK' && !written.exists) return [];
  if (!written.exists) {
    return Object.entries(DEFAULT_STATUS_CODES).map(([code, pattern]) => ({ code, pattern, part: undefined }));
  }
  const codes = written.entries.map(([code, status]) => ({ code, pattern: patternOf(status), part: status }));
  if (integration === 'MOCK' || codes.some(({ part: status }) => status.get('pattern').value === '')) return codes;
  // The framework makes 200 the default response of a custom integration that names none.
  const others: readonly StatusCode[] = codes.filter(({ code }) => code !== '200');
  return [{ code: '200', pattern: '', part: undefined }, ...others];
}

function patternOf(status: Part): Given {
  const pattern = status.get('pattern');
  return pattern.exists ? pattern : '';
}

function headersOf(part: Part): Record<string, Given> {
  return Object.fromEntries(part.get('headers').entries);
}

function mapped(headers: Record<string, Given>): Record<string, Given> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, value]));
}
