import { isJsonObject, parseJson } from '../../model/base/json.ts';
import { REDACTED } from '../../model/secrets/redact.ts';
import type { RecordedRequest } from '../recording.ts';
import { percentDecode } from '../../model/http/percent-decoding.ts';
import { percentEncode } from '../../model/http/percent-encoding.ts';

/** A recorded request that can be sent again, and the names of secrets that it had and nobody gave. */
export interface FilledRequest {
  readonly request: RecordedRequest;
  readonly missing: readonly string[];
}

const IN_QUERY = percentEncode(REDACTED);

/**
 * Puts the secrets that are given in the place of those that were redacted, by the name of the header, cookie, parameter or member. `sent`:
 * names of headers (lower case) that are sent anyway. Lines and cookies without a value are left out; a parameter or member keeps `(redacted)`.
 */
export function fillSecrets(
  request: RecordedRequest,
  secrets: Readonly<Record<string, string>>,
  sent: readonly string[],
): FilledRequest {
  const missing = new Set<string>();
  const byName = new Map(Object.entries(secrets).map(([name, value]) => [name.toLowerCase(), value]));
  const secret = (name: string): string | undefined => {
    const value = byName.get(name.toLowerCase());
    if (value === undefined) missing.add(name);
    return value;
  };
  const headers = request.headers.flatMap(([name, value]): [string, string][] => {
    if (!value.includes(REDACTED)) return [[name, value]];
    if (sent.includes(name.toLowerCase())) return [];
    const filled = name.toLowerCase() === 'cookie' && !byName.has('cookie') ? cookies(value, secret) : secret(name);
    return filled === undefined || filled === '' ? [] : [[name, filled]];
  });
  const [path = '', ...query] = request.path.split('?');
  const filledPath = query.length === 0 ? path : `${path}?${form(query.join('?'), secret)}`;
  const { body } = request;
  const filledBody = body?.includes(REDACTED) || body?.includes(IN_QUERY) ? filledText(body, secret) : body;
  return {
    request: { ...request, path: filledPath, headers, ...(filledBody === undefined ? {} : { body: filledBody }) },
    missing: [...missing],
  };
}

type Secret = (name: string) => string | undefined;

function cookies(line: string, secret: Secret): string {
  return line
    .split('; ')
    .flatMap((pair) => {
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.endsWith(REDACTED) ? secret(name) : pair.slice(name.length + 1);
      return value === undefined ? [] : [`${name}=${value}`];
    })
    .join('; ');
}

function form(text: string, secret: Secret): string {
  return text
    .split('&')
    .map((pair) => {
      const [name = '', value] = pair.split('=');
      if (value !== IN_QUERY) return pair;
      const given = secret(percentDecode(name));
      return given === undefined ? pair : `${name}=${percentEncode(given)}`;
    })
    .join('&');
}

function filledText(text: string, secret: Secret): string {
  const value = parseJson(text);
  if (value === undefined) return text.includes(IN_QUERY) ? form(text, secret) : text;
  return JSON.stringify(filledMember(value, '', secret));
}

function filledMember(value: unknown, name: string, secret: Secret): unknown {
  if (Array.isArray(value)) return value.map((one) => filledMember(one, name, secret));
  if (isJsonObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, filledMember(member, key, secret)]));
  return value === REDACTED ? (secret(name) ?? value) : value;
}
