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
