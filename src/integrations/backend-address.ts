import { parseUrl } from '../model/http/parse-url.ts';

/** Where a request goes. */
export interface BackendAddress {
  /** Scheme, host and port; the path does not count. */
  readonly origin: URL;
  /** Path and query, as they stand on the request line. */
  readonly path: string;
}

/** Scheme and authority of a URL, and a path and query that parsing leaves as they are. */
const USUAL = /^(https?:\/\/[a-z\d.-]+(?::\d+)?)(\/[\w\-./~!$&()*+,;=:@%]*(?:\?[\w\-./~!$&()*+,;=:@%?]+)?)$/;
/** Segments of one or two dots are removed. */
const DOT_SEGMENT = /\/(?:\.|%2e)/i;

const MOST_REMEMBERED = 256;
const origins = new Map<string, URL>();

/**
 * The address that an `http` or `https` URL names; `undefined` for other texts. Parsing the whole URL takes as long as all else that makes its
 * request, so that only the first to a host is parsed, and those whose path would change.
 */
export function backendAddress(text: string): BackendAddress | undefined {
  const [, origin, path] = USUAL.exec(text) ?? [];
  if (origin === undefined || path === undefined || DOT_SEGMENT.test(path)) return parsed(text);
  const known = origins.get(origin);
  if (known) return { origin: known, path };
  const address = parsed(text);
  if (address && origins.size < MOST_REMEMBERED) origins.set(origin, address.origin);
  return address;
}

function parsed(text: string): BackendAddress | undefined {
  const url = parseUrl(text);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return undefined;
  return { origin: url, path: url.pathname + url.search };
}
