import { nearest } from '../../problems/nearest.ts';
import type { Part } from '../service/part.ts';
import type { ServiceFunction } from '../service/service.ts';

/** An `http` event as it was written, its method and path understood. */
export interface HttpEvent {
  readonly fn: ServiceFunction;
  /** The event's value: text or map. */
  readonly part: Part;
  /** Upper case. */
  readonly method: string;
  /** Without a slash at either end: `` is the root. */
  readonly path: string;
  readonly integration: Integration;
}

export type Integration = 'AWS' | 'AWS_PROXY' | 'HTTP' | 'HTTP_PROXY' | 'MOCK';

const METHODS = ['ANY', 'GET', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'HEAD', 'DELETE'];

const INTEGRATIONS: Readonly<Record<string, Integration>> = {
  LAMBDA: 'AWS',
  AWS: 'AWS',
  LAMBDA_PROXY: 'AWS_PROXY',
  AWS_PROXY: 'AWS_PROXY',
  HTTP: 'HTTP',
  HTTP_PROXY: 'HTTP_PROXY',
  MOCK: 'MOCK',
};

/** What the framework knows of an event, and `responses`, which serverless-offline adds. */
const EVENT_KEYS = [
  'async authorizer connectionId connectionType cors integration method operationId path private',
  'request response responses timeoutInMillis',
].flatMap((line) => line.split(' '));

/** Reads `http: GET /path` or `http: { method, path, … }`; `undefined`, and a problem, when it is neither. */
export function readHttpEvent(fn: ServiceFunction, part: Part): HttpEvent | undefined {
  if (typeof part.value === 'string') {
    const [, method, path] = /^\s*(\S+)\s+(\S+)\s*$/.exec(part.value) ?? [];
    if (method === undefined || path === undefined) {
      part.error(`${part.name} must be a method and a path, found "${part.value}"`, 'Write "GET /orders/{id}".');
      return undefined;
    }
    return checked(fn, part, part, method, part, path);
  }
  if (!part.isMapOrMissing('"METHOD /path", or a map with method and path')) return undefined;
  checkKeys(part);
  const method = required(part, 'method');
  const path = required(part, 'path');
  if (method === undefined || path === undefined) return undefined;
  return checked(fn, part, part.get('method'), method, part.get('path'), path);
}

function checked(
  fn: ServiceFunction,
  part: Part,
  methodAt: Part,
  method: string,
  pathAt: Part,
  path: string,
): HttpEvent | undefined {
  const upper = method === '*' ? 'ANY' : method.toUpperCase();
  if (!METHODS.includes(upper)) {
    const near = nearest(upper, METHODS);
    const hint = near === undefined ? `Methods are ${METHODS.join(', ')}.` : `Did you mean "${near}"?`;
    methodAt.error(`${methodAt.name} has the method "${method}", which API Gateway does not know`, hint);
    return undefined;
  }
  if (/\s/.test(path)) {
    pathAt.error(`${pathAt.name} has a space in its path "${path}"`);
    return undefined;
  }
  const integration = integrationOf(part);
  if (integration === undefined) return undefined;
  return { fn, part, method: upper, path: path.replace(/^\//, '').replace(/\/$/, ''), integration };
}

function required(part: Part, key: string): string | undefined {
  const member = part.get(key);
  if (!member.exists && !member.isUnresolved) part.keyError(`${part.name} needs ${key}:`);
  return member.exists ? member.text() : undefined;
}

function integrationOf(part: Part): Integration | undefined {
  const written = part.get('integration');
  if (!written.exists) return part.get('async').value === true ? 'AWS' : 'AWS_PROXY';
  const name = String(written.value).toUpperCase().replace('-', '_');
  const found = Object.hasOwn(INTEGRATIONS, name) ? INTEGRATIONS[name] : undefined;
  if (found === undefined) {
    const near = nearest(name, Object.keys(INTEGRATIONS));
    const known = 'Integrations are lambda-proxy, lambda, http-proxy, http and mock.';
    const hint = near === undefined ? known : `Did you mean "${near.toLowerCase().replace('_', '-')}"?`;
    written.error(`${written.name} is "${String(written.value)}", which is not an integration`, hint);
  }
  return found;
}

function checkKeys(part: Part): void {
  for (const key of part.keys) {
    const near = EVENT_KEYS.includes(key) ? undefined : nearest(key, EVENT_KEYS);
    if (near === undefined) continue;
    const unknown = `${part.name} has the key "${key}", which http events do not have`;
    part.get(key).keyError(unknown, `Did you mean "${near}"?`);
  }
}
