import type { ExchangeRecord } from '../../../../observability/record/exchange-record.ts';
import type { ApiFacts, RouteFacts } from '../api-facts.ts';
import { asCurl } from '../../exchange/copy-as/curl.ts';
import { originOf } from '../../exchange/menus.tsx';

export interface Draft {
  readonly api: string;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

export const EMPTY: Draft = { api: '', method: 'GET', path: '/', headers: [], body: '' };

export function draftFor(api: ApiFacts, route: RouteFacts | undefined): Draft {
  const { routeKey = '$default' } = route ?? {};
  const [method = 'GET', template = '/'] = routeKey.startsWith('$') ? ['GET', '/'] : routeKey.split(' ');
  const base = new URL(api.url).pathname.replace(/\/$/, '');
  const actual = method === 'ANY' ? 'GET' : method;
  const hasBody = !['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(actual);
  return {
    api: api.name,
    method: actual,
    path: `${base}${template.replaceAll(/\{(\w+)\+?\}/g, '$1')}`,
    headers: hasBody ? [['Content-Type', 'application/json']] : [],
    body: hasBody ? '{}' : '',
  };
}

/** The route that a draft was made from, by its method and the shape of its path. */
export function routeKeyIn(api: ApiFacts | undefined, { method, path }: Draft): string {
  const base = api === undefined ? '' : new URL(api.url).pathname.replace(/\/$/, '');
  const plain = (path.split('?')[0] ?? '').slice(base.length) || '/';
  const fits = (routeKey: string): boolean => {
    const [verb = '', template = ''] = routeKey.split(' ');
    const pattern = template
      .replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replaceAll(/\{\w+\\\+\}/g, '.+')
      .replaceAll(/\{\w+\}/g, '[^/]+');
    return (verb === method || verb === 'ANY') && new RegExp(`^${pattern}$`).test(plain);
  };
  return (
    api?.routes.find(({ routeKey }) => fits(routeKey))?.routeKey ??
    api?.routes.find(({ routeKey }) => routeKey === '$default')?.routeKey ??
    ''
  );
}

const DROPPED = /^(?:host|content-length|connection|transfer-encoding)$/i;

export function draftOf({ api, request }: ExchangeRecord): Draft {
  const query = request?.query ?? '';
  return {
    api,
    method: request?.method ?? 'GET',
    path: `${request?.path ?? '/'}${query === '' ? '' : `?${query}`}`,
    headers: (request?.headers ?? []).filter(([name]) => !DROPPED.test(name)),
    body: request?.body ?? '',
  };
}

export function curlOf({ api, method, path, headers, body }: Draft): string {
  const [plain = '/', ...query] = path.split('?');
  const request = {
    method,
    path: plain,
    query: query.join('?'),
    headers,
    body: body === '' ? null : body,
    sourceIp: '',
  };
  return asCurl({ api, request } as ExchangeRecord, originOf({ api }), true);
}
