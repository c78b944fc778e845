import type { TemplateMap } from '../../template/template.ts';
import type { Part } from '../service/part.ts';

/** The CORS settings of one event, or of all events of a path together. */
export interface RestCors {
  readonly origin: string | undefined;
  readonly origins: readonly string[];
  readonly headers: readonly string[];
  readonly methods: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAge: string | undefined;
  readonly cacheControl: string | undefined;
}

/** What `cors: true` allows. */
const DEFAULT_CORS_HEADERS = [
  'Content-Type',
  'X-Amz-Date',
  'Authorization',
  'X-Api-Key',
  'X-Amz-Security-Token',
  'X-Amz-User-Agent',
  'X-Amzn-Trace-Id',
];

/** `cors: true`, or a map. */
export function readCors(cors: Part, method: string): RestCors | undefined {
  if (!cors.exists || cors.value === false) return undefined;
  if (cors.value !== true && !cors.isMapOrMissing('true, or a map with origin, headers and methods')) return undefined;
  const origins = list(cors.get('origins'));
  const headers = list(cors.get('headers'));
  const methods = cors.get('methods').exists ? list(cors.get('methods')) : ['OPTIONS'];
  const origin = cors.get('origin').text();
  return {
    origin: origin ?? (origins.length > 0 ? undefined : '*'),
    origins,
    headers: headers.length > 0 ? headers : DEFAULT_CORS_HEADERS,
    methods: [...new Set([...methods, 'OPTIONS', method])],
    allowCredentials: cors.get('allowCredentials').value === true,
    maxAge: cors.get('maxAge').text(),
    cacheControl: cors.get('cacheControl').text(),
  };
}

/** The preflight of a path: headers, methods and origins of its events united; of the rest the last event's counts. */
export function united(cors: RestCors, before: RestCors | undefined): RestCors {
  if (before === undefined) return cors;
  return {
    origin: cors.origin,
    origins: union(cors.origins, before.origins),
    headers: union(cors.headers, before.headers),
    methods: union(cors.methods, before.methods),
    allowCredentials: cors.allowCredentials || before.allowCredentials,
    maxAge: cors.maxAge ?? before.maxAge,
    cacheControl: cors.cacheControl ?? before.cacheControl,
  };
}

/** The properties of the OPTIONS method of a path, but for its place. */
export function preflight(cors: RestCors): TemplateMap {
  const { origin, origins } = allowedOrigins(cors);
  const methods = cors.methods.join(',').replace('ANY', 'DELETE,GET,HEAD,PATCH,POST,PUT');
  const headers: Record<string, string> = {
    'Access-Control-Allow-Origin': `'${origin}'`,
    'Access-Control-Allow-Headers': `'${cors.headers.join(',')}'`,
    'Access-Control-Allow-Methods': `'${methods}'`,
    ...(cors.allowCredentials && { 'Access-Control-Allow-Credentials': "'true'" }),
    ...(cors.maxAge !== undefined && { 'Access-Control-Max-Age': `'${cors.maxAge}'` }),
    ...(cors.cacheControl !== undefined && { 'Cache-Control': `'${cors.cacheControl}'` }),
  };
  const parameters = Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, value] as const);
  return {
    HttpMethod: 'OPTIONS',
    AuthorizationType: 'NONE',
    MethodResponses: [
      {
        StatusCode: '200',
        ResponseParameters: Object.fromEntries(parameters.map(([name]) => [name, true])),
        ResponseModels: {},
      },
    ],
    Integration: {
      Type: 'MOCK',
      RequestTemplates: { 'application/json': '{statusCode:200}' },
      ContentHandling: 'CONVERT_TO_TEXT',
      IntegrationResponses: [
        {
          StatusCode: '200',
          ResponseParameters: Object.fromEntries(parameters),
          ResponseTemplates: { 'application/json': origins.length > 0 ? pickOrigin(origins) : '' },
        },
      ],
    },
  };
}

/** The header of the integration's own responses, for integrations that are no proxies. */
export function integrationCorsHeaders(cors: RestCors | undefined): Record<string, string> {
  if (cors === undefined) return {};
  const origin = cors.origins.length > 0 ? cors.origins.join(',') : (cors.origin ?? '*');
  return {
    'Access-Control-Allow-Origin': `'${origin}'`,
    ...(cors.allowCredentials && { 'Access-Control-Allow-Credentials': 'true' }),
  };
}

/** The first origin becomes the header; a template of the response replaces it by another one that the request comes from. */
function allowedOrigins(cors: RestCors): { origin: string; origins: readonly string[] } {
  const several = cors.origin?.includes(',') === true ? cors.origin.split(',').map((one) => one.trim()) : cors.origins;
  return { origin: several[0] ?? cors.origin ?? '*', origins: several };
}

function pickOrigin(origins: readonly string[]): string {
  const patterns = origins.map((origin) => origin.replaceAll('.', '[.]').replace('*', '.+'));
  const matches = patterns.map((pattern) => `$origin.matches("${pattern}")`).join(' || ');
  return (
    '#set($origin = $input.params("Origin"))\n' +
    '#if($origin == "") #set($origin = $input.params("origin")) #end\n' +
    `#if(${matches}) #set($context.responseOverride.header.Access-Control-Allow-Origin = $origin) #end`
  );
}

function list(part: Part): readonly string[] {
  if (typeof part.value === 'string') return [part.value];
  return part.items.flatMap((item) => item.text() ?? []);
}

function union(first: readonly string[], second: readonly string[]): readonly string[] {
  return [...new Set([...first, ...second])];
}
