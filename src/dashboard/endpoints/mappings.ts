import {
  BodyNotJsonError,
  MappingExpressionError,
  parseHttpApiExpression,
  parseHttpApiMappingKey,
  parseMappingDestination,
  type ParameterSources,
  parseRestExpression,
  parseWebSocketExpression,
} from '../../mapping/parameters/index.ts';
import { isJsonObject } from '../../model/base/json.ts';
import { type Endpoint, Refused } from '../endpoint.ts';

export const mappingEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/_gw/map-parameters',
    summary: 'Evaluate parameter mappings of an integration, as API Gateway does',
    body: {
      type: 'http, rest or websocket: whose expressions these are',
      parameters: 'object: target -> source, as in requestParameters',
      path: 'what $request.path reads',
      body: 'text of the request’s body',
      params: 'path, querystring, header: names with a text or a list of texts',
      context: 'object',
      stageVariables: 'object',
    },
    answers: { mapped: 'list: target, source, value (absent where the source is), error' },
    handle: ({ body }) => ({ mapped: mappedParameters(body) }),
  },
];

type Written = Readonly<Record<string, unknown>>;

function mappedParameters(written: Written): object[] {
  const { type, parameters } = written;
  const kind = KINDS[typeof type === 'string' ? type : ''];
  if (kind === undefined) throw new Refused(400, '"type" is http, rest or websocket.');
  if (!isJsonObject(parameters)) throw new Refused(400, '"parameters" is no object.');
  const sources = sourcesOf(written);
  return Object.entries(parameters).map(([target, source]) => {
    if (typeof source !== 'string') throw new Refused(400, `The source of "${target}" is no text.`);
    try {
      return { target, source, value: kind(target, source, sources) };
    } catch (error) {
      if (!(error instanceof MappingExpressionError) && !(error instanceof BodyNotJsonError)) throw error;
      return { target, source, error: error.message };
    }
  });
}

/** What a mapping gives; `undefined` where its source is absent, so that nothing is mapped. */
type Evaluate = (target: string, source: string, sources: ParameterSources) => string | readonly string[] | undefined;

const KINDS: Readonly<Record<string, Evaluate>> = {
  http(target, source, sources) {
    const key = parseHttpApiMappingKey(target, 'request');
    const expression = parseHttpApiExpression(source);
    return key.action === 'remove' ? 'removed' : expression.evaluate(sources);
  },
  rest(target, source, sources) {
    parseMappingDestination(target);
    return parseRestExpression(source, 'request').evaluate(sources);
  },
  websocket(target, source, sources) {
    parseMappingDestination(target);
    return parseWebSocketExpression(source, 'request').evaluate(sources);
  },
};

function sourcesOf({ body, params, path, context, stageVariables }: Written): ParameterSources {
  const given = (group: string): Written => {
    const values = isJsonObject(params) ? params[group] : undefined;
    return isJsonObject(values) ? values : {};
  };
  const headers = Object.entries(given('header')).map(([name, value]) => [name.toLowerCase(), texts(value)] as const);
  return {
    request: {
      header: (name) => headers.filter(([one]) => one === name.toLowerCase()).flatMap(([, values]) => values),
      body: () => (typeof body === 'string' ? body : ''),
      querystring: (name) => texts(own(given('querystring'), name)),
      path: (name) => texts(own(given('path'), name))[0],
      fullPath: () => (typeof path === 'string' ? path : '/'),
    },
    context: (name) => texts(inside(context, name.split('.')))[0],
    stageVariable: (name) => texts(isJsonObject(stageVariables) ? own(stageVariables, name) : undefined)[0],
  };
}

function inside(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return value;
  return isJsonObject(value) ? inside(own(value, name), rest) : undefined;
}

function own(values: Written, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function texts(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  return [value].flat().map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
}
