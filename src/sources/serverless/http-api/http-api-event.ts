import { nearest } from '../../problems/nearest.ts';
import type { Part } from '../service/part.ts';
import type { ServiceFunction } from '../service/service.ts';

/** An `httpApi` event as it was written. */
export interface HttpApiEvent {
  readonly fn: ServiceFunction;
  readonly part: Part;
  /** `$default`, or `GET /orders/{id}`; `ANY` for `*`. */
  readonly routeKey: string;
  /** `ANY` for `$default` too. */
  readonly method: string;
}

const METHODS = ['ANY', 'GET', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'HEAD', 'DELETE'];

/** Reads `httpApi: '*'`, `httpApi: GET /path` or a map with method, path and authorizer; `undefined`, and a problem, for anything else. */
export function readHttpApiEvent(fn: ServiceFunction, part: Part): HttpApiEvent | undefined {
  if (typeof part.value === 'string') {
    if (part.value === '*') return { fn, part, routeKey: '$default', method: 'ANY' };
    const [, method, path] = /^(\S+) (\S+)$/.exec(part.value) ?? [];
    if (method !== undefined && path !== undefined && method !== '*')
      return checked(fn, part, part, method, part, path);
    part.error(`${part.name} must be "*", or a method and a path, found "${part.value}"`, 'Write "GET /orders/{id}".');
    return undefined;
  }
  if (!part.isMapOrMissing('"*", "METHOD /path", or a map with method and path')) return undefined;
  const [pathAt, methodAt] = [part.get('path'), part.get('method')];
  const path = pathAt.text();
  const method = methodAt.text();
  if (path === undefined) {
    if (!pathAt.isUnresolved) part.keyError(`${part.name} needs path:`);
    return undefined;
  }
  if (path === '*' && (method === undefined || method === '*'))
    return { fn, part, routeKey: '$default', method: 'ANY' };
  if (path === '*') {
    pathAt.error(`${pathAt.name} is "*", which takes no method`, 'Remove method:, or write a path.');
    return undefined;
  }
  if (method !== undefined) return checked(fn, part, methodAt, method, pathAt, path);
  if (!methodAt.isUnresolved) part.keyError(`${part.name} needs method:`, 'Write "*" for all methods.');
  return undefined;
}

function checked(
  fn: ServiceFunction,
  part: Part,
  methodAt: Part,
  written: string,
  pathAt: Part,
  path: string,
): HttpApiEvent | undefined {
  const method = written === '*' ? 'ANY' : written.toUpperCase();
  if (!METHODS.includes(method)) {
    const near = nearest(method, METHODS);
    const hint = near === undefined ? `Methods are ${METHODS.join(', ')}.` : `Did you mean "${near}"?`;
    methodAt.error(`${methodAt.name} has the method "${written}", which API Gateway does not know`, hint);
    return undefined;
  }
  if (!/^\/\S*$/.test(path)) {
    pathAt.error(`${pathAt.name} has the path "${path}", which must begin with /`, `Write "/${path}".`);
    return undefined;
  }
  return { fn, part, routeKey: `${method} ${path}`, method };
}
