import type { WrittenRequest } from './written-request.ts';
import { percentEncode } from '../../model/http/percent-encoding.ts';

/** Whether a URL can be the base of an API's requests. */
export function isBase(text: string): boolean {
  return /^https?:\/\/[^/?#\s]+[^?#\s]*$/i.test(text) && URL.canParse(text);
}

/** Requests with their path and query below an API's URL, and those of other servers. */
export interface Below {
  readonly requests: readonly (WrittenRequest & { readonly path: string })[];
  readonly others: readonly WrittenRequest[];
}

/**
 * Cuts the base off each URL. Bases are the API's URL and those that the user names; where no URL is below any of them and all are of one
 * origin, that origin. Otherwise throws a sentence that names the origins.
 */
export function belowBases(requests: readonly WrittenRequest[], against: string, given: readonly string[]): Below {
  const bases = [...given, against].map(normalised).sort((a, b) => b.length - a.length);
  const cut = (list: readonly string[]): Below => {
    const below: (WrittenRequest & { readonly path: string })[] = [];
    const others: WrittenRequest[] = [];
    for (const request of requests) {
      const path = pathBelow(request.url, list);
      if (path === undefined) others.push(request);
      // Spaces and other characters that no request line can hold go out as browsers send them.
      else below.push({ ...request, path: path.replaceAll(/[^\u0021-\u007e]+/g, (part) => percentEncode(part)) });
    }
    return { requests: below, others };
  };
  const result = cut(bases);
  const isSettled =
    given.length > 0 || result.others.length === 0 || result.requests.some(({ url }) => !url.startsWith('/'));
  if (isSettled) return result;
  const origins = [...new Set(result.others.map(({ url }) => parts(url).origin))];
  if (origins.length === 1 && origins[0] !== parts(against).origin) return cut([...bases, ...origins]);
  throw new Error(
    `No request is for ${against}, they are for ${origins.slice(0, 8).join(', ')}${origins.length > 8 ? ' …' : ''}. Name the base URL that --against replaces with --base.`,
  );
}

function pathBelow(url: string, bases: readonly string[]): string | undefined {
  if (url.startsWith('/')) return url;
  const [plain = ''] = url.split('#');
  const { origin, rest } = parts(plain);
  for (const base of bases) {
    if (!`${origin}${rest}`.startsWith(base)) continue;
    const below = `${origin}${rest}`.slice(base.length);
    if (below === '') return '/';
    if (below.startsWith('/')) return below;
    if (below.startsWith('?')) return `/${below}`;
  }
  return undefined;
}

function normalised(base: string): string {
  const { origin, rest } = parts(base);
  return `${origin}${rest.replace(/\/$/, '')}`;
}

/** Scheme and host in lower case and without default ports, and what follows as written. */
function parts(url: string): { readonly origin: string; readonly rest: string } {
  const [, scheme = '', host = '', rest = ''] = /^(https?):\/\/([^/?#]*)(.*)$/is.exec(url) ?? [];
  const lower = scheme.toLowerCase();
  return { origin: `${lower}://${host.toLowerCase().replace(lower === 'https' ? /:443$/ : /:80$/, '')}`, rest };
}
