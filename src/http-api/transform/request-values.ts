import type { HttpExchange } from '../call/exchange.ts';
import { textAt } from '../routing/text-map.ts';

/** A request header by name, repeats joined with `,`; the name in any case. */
export function headerValue(exchange: HttpExchange, name: string): string | undefined {
  const lower = name.toLowerCase();
  return lower === 'cookie' ? exchange.cookie : textAt(exchange.headers, lower);
}

/** A query parameter, decoded, repeats joined with `,`; names are case-sensitive. */
export function queryValue(exchange: HttpExchange, name: string): string | undefined {
  const values = exchange.query.filter(([candidate]) => candidate === name).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(',');
}
