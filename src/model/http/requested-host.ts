import { firstHeader } from './messages.ts';
import type { HeaderList } from './messages.ts';

/** The host that a request names, without its port, in lower case; `undefined` where it names none. An IPv6 address keeps its brackets. */
export function requestedHost(headers: HeaderList): string | undefined {
  return hostWithoutPort(firstHeader(headers, 'host'));
}

/** The value of a Host header, likewise. */
export function hostWithoutPort(host: string | undefined): string | undefined {
  return host?.replace(/:\d*$/, '').toLowerCase();
}

/** What a browser says of the page that sends a request, in its headers. */
export interface Sender {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly 'sec-fetch-site'?: string | string[] | undefined;
}

/**
 * Whether a web page of another origin sends this request. `Origin` comes with everything that such a page's script sends and with forms;
 * images, scripts and links send none, but browsers say where they are from in `Sec-Fetch-Site`. Programs send neither.
 */
export function isForeignPage({ host, origin, 'sec-fetch-site': site }: Sender): boolean {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true;
  return origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`;
}
