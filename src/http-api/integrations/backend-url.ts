import type { HttpExchange } from '../call/exchange.ts';
import type { TextMap } from '../routing/text-map.ts';
import { textAt } from '../routing/text-map.ts';
import { percentEncode } from '../../model/http/percent-encoding.ts';

/** Where a backend is, for one request: address with path, and the query of the configured URI. */
export interface BackendAddress {
  readonly base: string;
  readonly query: string;
}

export type LocateBackend = (exchange: HttpExchange) => BackendAddress;

/**
 * An HTTP integration's URI. `{name}` (and `{name+}`) is replaced by the path parameter as the client encoded it. Behind `$default` the
 * request's path is appended; for any other route only placeholders move path data (docs/aws/http-api.md#http-proxy-headers).
 */
export function compileBackendUrl(uri: string, appendsPath: boolean): LocateBackend {
  const mark = uri.indexOf('?');
  const base = mark === -1 ? uri : uri.slice(0, mark);
  const query = mark === -1 ? '' : uri.slice(mark + 1);
  if (appendsPath) {
    const folder = base.replace(/\/$/, '');
    return (exchange) => ({ base: `${folder}${exchange.address.routePath}`, query });
  }
  if (!uri.includes('{')) return () => ({ base, query });
  const fillBase = compileTemplate(base);
  const fillQuery = compileTemplate(query);
  return (exchange) => {
    const parameters = exchange.match.parameters ?? {};
    return { base: fillBase(parameters), query: fillQuery(parameters) };
  };
}

/** A placeholder whose parameter the route does not have stays as it stands. */
function compileTemplate(template: string): (parameters: Readonly<TextMap>) => string {
  // Every second piece is a placeholder.
  const pieces = template.split(/(\{[^{}+]+\+?\})/);
  if (pieces.length === 1) return () => template;
  const names = pieces.map((piece, index) => (index % 2 === 0 ? undefined : piece.replace(/^\{|\+?\}$/g, '')));
  return (parameters) => {
    let filled = '';
    for (const [index, piece] of pieces.entries()) {
      const name = names[index];
      filled += name === undefined ? piece : (textAt(parameters, name) ?? piece);
    }
    return filled;
  };
}

/** The full URL: `overwrite:path` replaces the whole path, and the client's query follows the URI's own. */
export function backendUrl(address: BackendAddress, path: string | undefined, query: string): string {
  const base = path === undefined ? address.base : `${originOf(address.base)}${encodePath(path)}`;
  const queries = [address.query, query].filter((part) => part !== '').join('&');
  return queries === '' ? base : `${base}?${queries}`;
}

function originOf(url: string): string {
  const host = url.indexOf('://') + '://'.length;
  const slash = url.indexOf('/', host);
  return slash === -1 ? url : url.slice(0, slash);
}

/** A mapped path may hold decoded parameters. Percent sequences that are there already stay. */
function encodePath(path: string): string {
  return path.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]+/g, (run) => percentEncode(Buffer.from(run).toString()));
}
