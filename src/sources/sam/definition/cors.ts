import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { TemplateError } from '../words/errors.ts';
import { isGiven } from '../words/values.ts';
import { pathsOf } from './documents.ts';
import { ANY_METHOD, INTEGRATION, itemsOf } from './path-items.ts';

/** `Cors` of a REST API: the values of the headers, with the quotes that API Gateway wants around them. */
export interface RestCors {
  readonly origin: TemplateValue;
  readonly headers?: TemplateValue | undefined;
  readonly methods?: TemplateValue | undefined;
  readonly maxAge?: TemplateValue | undefined;
  readonly allowsCredentials: boolean;
}

const ALL_METHODS = 'DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT';

/** Adds an OPTIONS method that answers preflights to every path that has none. */
export function addCorsMethods(body: TemplateMap, cors: RestCors): void {
  const done = new Set<string>();
  for (const path of Object.keys(pathsOf(body))) {
    const bare = path === '/' ? path : path.replace(/\/+$/, '');
    if (done.has(bare)) continue;
    done.add(bare);
    for (const item of itemsOf(body, path)) {
      if (Object.hasOwn(item, 'options')) continue;
      if (!isGiven(cors.origin)) throw new TemplateError('Invalid input. Value for AllowedOrigins is required');
      const methods = isGiven(cors.methods) ? cors.methods : `'${methodsOf(item)}'`;
      item['options'] = preflight({ ...cors, methods });
    }
  }
}

function methodsOf(item: TemplateMap): string {
  if (Object.hasOwn(item, ANY_METHOD)) return ALL_METHODS;
  const names = [...Object.keys(item), 'options'].map((name) => name.toUpperCase());
  return [...new Set(names)].toSorted().join(',');
}

function preflight(cors: RestCors): TemplateMap {
  const headers: [name: string, value: TemplateValue | undefined, type: string][] = [
    ['Access-Control-Allow-Origin', cors.origin, 'string'],
    ['Access-Control-Allow-Headers', given(cors.headers), 'string'],
    ['Access-Control-Allow-Methods', given(cors.methods), 'string'],
    ['Access-Control-Max-Age', cors.maxAge ?? undefined, 'integer'],
    ['Access-Control-Allow-Credentials', cors.allowsCredentials ? "'true'" : undefined, 'string'],
  ];
  const parameters: TemplateMap = {};
  const declared: TemplateMap = {};
  for (const [name, value, type] of headers) {
    if (value === undefined) continue;
    parameters[`method.response.header.${name}`] = value;
    declared[name] = { type };
  }
  return {
    summary: 'CORS support',
    consumes: ['application/json'],
    produces: ['application/json'],
    [INTEGRATION]: {
      type: 'mock',
      requestTemplates: { 'application/json': '{\n  "statusCode" : 200\n}\n' },
      responses: {
        default: {
          statusCode: '200',
          responseParameters: parameters,
          responseTemplates: { 'application/json': '{}\n' },
        },
      },
    },
    responses: { '200': { description: 'Default response for CORS method', headers: declared } },
  };
}

const given = (value: TemplateValue | undefined): TemplateValue | undefined => (isGiven(value) ? value : undefined);
