import type { DocumentPlace } from '../../sources/openapi/document/document-place.ts';
import { Library } from '../../sources/openapi/document/library.ts';
import type { Problems } from '../../sources/problems/problems.ts';
import { schemaExample } from './schema-example.ts';
import type { ReadRequests, Skipped, WrittenRequest } from './written-request.ts';
import { percentEncode } from '../../model/http/percent-encoding.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

/**
 * Requests of an OpenAPI document (2.0 or 3.x), one for each operation, or one for each named example of its body. Values come from
 * `example`, `examples`, `default` and `enum`; an operation with a required parameter or body that has none is skipped.
 */
export function readOpenApiExamples(
  text: string,
  file: string,
  readFile: (path: string) => string,
  problems: Problems,
): ReadRequests {
  const library = new Library({ region: 'us-east-1', accountId: '123456789012', apiId: 'api', readFile }, problems);
  const root = library.open({ file, text });
  const requests: WrittenRequest[] = [];
  const skipped: Skipped[] = [];
  for (const [path, item] of root.get('paths')?.entries() ?? []) {
    for (const [method, operation] of item.entries()) {
      if (!METHODS.includes(method)) continue;
      const read = readOperation(path, method, item, operation);
      if ('what' in read) skipped.push(read);
      else requests.push(...read);
    }
  }
  return { requests, skipped };
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly value: unknown;
}

function readOperation(
  path: string,
  method: string,
  item: DocumentPlace,
  operation: DocumentPlace,
): readonly WrittenRequest[] | Skipped {
  const position = operation.keyPosition;
  const operationId = operation.get('operationId')?.scalarText;
  const called = `${method.toUpperCase()} ${path}`;
  const skip = (what: string): Skipped => ({
    what: `${called}: ${what}`,
    ...(position === undefined ? {} : { position }),
  });
  const parameters = new Map<string, Parameter>();
  for (const place of [...(item.get('parameters')?.items() ?? []), ...(operation.get('parameters')?.items() ?? [])]) {
    const [name, where] = [place.get('name')?.scalarText ?? '', place.get('in')?.scalarText ?? ''];
    if (where === 'body' || where === 'formData') continue;
    const value = parameterExample(place);
    const isRequired = where === 'path' || place.get('required')?.value === true;
    if (value === undefined && isRequired && !/^authorization$/i.test(name))
      return skip(`the ${where} parameter "${name}" has no example`);
    if (value !== undefined) parameters.set(`${where} ${name}`, { name, in: where, value });
  }
  const unknown = [...path.matchAll(/\{([^{}+]+)\+?\}/g)].find(
    ([, name]) => !parameters.has(`path ${name ?? ''}`),
  )?.[1];
  if (unknown !== undefined) return skip(`the path parameter "${unknown}" is not declared`);
  const bodies = bodiesOf(item, operation);
  if (typeof bodies === 'string') return skip(bodies);
  const url = urlOf(path, [...parameters.values()]);
  const headers = [...parameters.values()].flatMap((parameter): [string, string][] => {
    if (parameter.in === 'header') return [[parameter.name, textOf(parameter.value)]];
    return parameter.in === 'cookie' ? [['Cookie', `${parameter.name}=${textOf(parameter.value)}`]] : [];
  });
  const name = operationId === undefined || operationId === '' ? called : operationId;
  return bodies.map(({ example, type, body }) => ({
    name: example === undefined ? name : `${name} (${example})`,
    method: method.toUpperCase(),
    url,
    headers: type === undefined ? headers : [...headers, ['Content-Type', type]],
    ...(body === undefined ? {} : { body: Buffer.from(body) }),
    ...(position === undefined ? {} : { position }),
  }));
}

function parameterExample(place: DocumentPlace): unknown {
  const named = place.get('examples')?.entries()[0]?.[1].get('value')?.value;
  return (
    place.get('example')?.value ?? place.get('x-example')?.value ?? named ?? schemaExample(place.get('schema') ?? place)
  );
}

function urlOf(path: string, parameters: readonly Parameter[]): string {
  const plain = path.replace(/\{([^{}+]+)(\+?)\}/g, (_all, name: string, greedy: string) => {
    const value = textOf(parameters.find((one) => one.in === 'path' && one.name.replace(/\+$/, '') === name)?.value);
    return greedy === '' ? percentEncode(value) : encodeURI(value);
  });
  const query = parameters
    .filter((one) => one.in === 'query')
    .flatMap(({ name, value }) => [value].flat().map((one) => `${percentEncode(name)}=${percentEncode(textOf(one))}`));
  return query.length === 0 ? plain : `${plain}?${query.join('&')}`;
}

interface Body {
  /** Name of the example, where there are several. */
  readonly example?: string;
  readonly type?: string;
  readonly body?: string;
}

/** Why the operation cannot be played, or its bodies: one without where it needs none. */
function bodiesOf(item: DocumentPlace, operation: DocumentPlace): readonly Body[] | string {
  const requestBody = operation.get('requestBody');
  const swagger = [...(operation.get('parameters')?.items() ?? []), ...(item.get('parameters')?.items() ?? [])].find(
    (place) => place.get('in')?.scalarText === 'body',
  );
  const isRequired = (requestBody ?? swagger)?.get('required')?.value === true;
  const [type, media] = requestBody?.get('content')?.entries()[0] ?? [];
  const declared = type === undefined || type.includes('*') ? 'application/json' : type;
  const named = media?.get('examples')?.entries() ?? [];
  const values = named.flatMap(([name, place]) => {
    const value = place.get('value')?.value;
    return value === undefined
      ? []
      : [{ ...(named.length > 1 ? { example: name } : {}), type: declared, body: bodyText(value, declared) }];
  });
  if (values.length > 0) return values;
  const value = media?.get('example')?.value ?? schemaExample(media?.get('schema') ?? swagger?.get('schema'));
  if (value === undefined) return isRequired ? 'its body has no example' : [{}];
  return [{ type: declared, body: bodyText(value, declared) }];
}

function bodyText(value: unknown, type: string): string {
  if (typeof value === 'string' && !/json/i.test(type)) return value;
  if (/x-www-form-urlencoded/i.test(type) && typeof value === 'object' && value !== null)
    return new URLSearchParams(
      Object.fromEntries(Object.entries(value).map(([name, one]) => [name, textOf(one)])),
    ).toString();
  return JSON.stringify(value);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}
