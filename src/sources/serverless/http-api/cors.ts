import type { TemplateMap } from '../../template/template.ts';
import type { Part } from '../service/part.ts';
import { type Given, members } from '../service/resources.ts';
import type { HttpApiEvent } from './http-api-event.ts';

const DEFAULT_HEADERS = [
  'Content-Type',
  'X-Amz-Date',
  'Authorization',
  'X-Api-Key',
  'X-Amz-Security-Token',
  'X-Amz-User-Agent',
  'X-Amzn-Trace-Id',
];

const ALL_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'HEAD', 'DELETE'];

/** `provider.httpApi.cors`: `true`, or a map whose missing parts are filled in the same way. */
export function compileCors(cors: Part, events: readonly HttpApiEvent[]): TemplateMap | undefined {
  if (!cors.exists || cors.value === false) return undefined;
  if (cors.value !== true && !cors.isMapOrMissing('true, or a map with allowedOrigins and the like')) return undefined;
  return members(
    {
      AllowOrigins: listOr(cors.get('allowedOrigins'), ['*']),
      AllowHeaders: listOr(cors.get('allowedHeaders'), DEFAULT_HEADERS),
      AllowMethods: listOr(cors.get('allowedMethods'), methodsOf(events)),
      ExposeHeaders: listOr(cors.get('exposedResponseHeaders'), undefined),
      AllowCredentials: cors.get('allowCredentials').value === true ? true : undefined,
      MaxAge: cors.get('maxAge'),
    },
    cors,
  );
}

function methodsOf(events: readonly HttpApiEvent[]): string[] {
  const methods = events.flatMap(({ method }) => (method === 'ANY' ? ALL_METHODS : [method]));
  return [...new Set(['OPTIONS', ...methods])];
}

function listOr(part: Part, fallback: string[] | undefined): Given {
  if (!part.exists) return fallback;
  return typeof part.value === 'string' ? [part.value] : part;
}
