import type { ParameterSources, RequestSource, ResponseSource } from '../../../src/mapping/parameters/index.ts';

interface RequestFixture {
  headers?: Record<string, string[]>;
  querystring?: Record<string, string[]>;
  path?: Record<string, string>;
  fullPath?: string;
  body?: string;
}

interface ResponseFixture {
  headers?: Record<string, string[]>;
  body?: string;
  statusCode?: number;
}

interface Fixture {
  request?: RequestFixture;
  response?: ResponseFixture;
  context?: Record<string, string>;
  stageVariables?: Record<string, string>;
}

/** Sources over plain records. */
export function sourcesOf({ request = {}, response, context = {}, stageVariables = {} }: Fixture): ParameterSources {
  return {
    request: requestOf(request),
    response: response === undefined ? undefined : responseOf(response),
    context: (name) => context[name],
    stageVariable: (name) => stageVariables[name],
  };
}

function requestOf({
  headers = {},
  querystring = {},
  path = {},
  fullPath = '',
  body = '',
}: RequestFixture): RequestSource {
  return {
    header: (name) => headers[name] ?? [],
    querystring: (name) => querystring[name] ?? [],
    path: (name) => path[name],
    fullPath: () => fullPath,
    body: () => body,
  };
}

function responseOf({ headers = {}, body = '', statusCode = 200 }: ResponseFixture): ResponseSource {
  return { header: (name) => headers[name] ?? [], body: () => body, statusCode: () => statusCode };
}
