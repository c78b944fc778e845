import type { Endpoint } from './endpoint.ts';
import { endpoints } from './endpoints/index.ts';

/** What is answered outside the list of endpoints, by the listener or as a stream. */
const OTHERS = {
  '/_gw/health': { get: operation('Whether everything listens', { status: 'ok or starting' }) },
  '/_gw/openapi.json': { get: operation('This document', { openapi: 'and all members of the document' }) },
  '/_gw/events': {
    get: {
      summary: 'What happens, as server-sent events: state, batch; at most ten a second',
      parameters: [
        {
          name: 'logs',
          in: 'query',
          required: false,
          description: 'true: with the lines of all logs',
          schema: { type: 'string' },
        },
      ],
      responses: { 200: { description: 'a stream', content: { 'text/event-stream': { schema: { type: 'string' } } } } },
    },
  },
  '/_gw/issuer/.well-known/openid-configuration': {
    get: operation('The local token issuer, as OpenID Connect Discovery describes it', {
      issuer: 'URL',
      jwks_uri: 'URL',
    }),
  },
  '/_gw/issuer/.well-known/jwks.json': { get: operation('The keys of the local token issuer', { keys: 'list' }) },
};

/** The API under `/_gw/` as an OpenAPI document. */
export function openApiDocument(version: string): object {
  const paths: Record<string, Record<string, object>> = { ...OTHERS };
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method.toLowerCase()]: described(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'gw-emulate console',
      version,
      description: 'What happened, why, and what it costs. See docs/admin-api.md.',
    },
    paths,
  };
}

function described({ path, summary, query, body, answers }: Endpoint): object {
  const variables = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const parameters = [
    ...variables.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...Object.entries(query ?? {}).map(([name, description]) => ({
      name,
      in: 'query',
      description,
      schema: { type: 'string' },
    })),
  ];
  return {
    ...operation(summary, answers),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { content: { 'application/json': { schema: objectOf(body) } } } }),
  };
}

function operation(summary: string, answers: Readonly<Record<string, string>>): object {
  const content = { 'application/json': { schema: objectOf(answers) } };
  const failure = { 'application/json': { schema: objectOf({ message: 'what is wrong, in a sentence' }) } };
  return {
    summary,
    responses: { 200: { description: 'the answer', content }, '4XX': { description: 'refused', content: failure } },
  };
}

function objectOf(members: Readonly<Record<string, string>>): object {
  const properties = Object.fromEntries(Object.entries(members).map(([name, description]) => [name, { description }]));
  return { type: 'object', properties };
}
