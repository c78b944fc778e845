import type { HeaderList } from '../http/messages.ts';
import { isSecretName } from './secret-names.ts';

/** What stands in a secret's place. */
export const REDACTED = '(redacted)';

/** A JSON Web Token, or an access key of AWS, wherever it stands. */
const SECRET_VALUE = /\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g;

/** What stands for a part of an earlier answer in a recording (`{{login.response.body.token}}`) is no secret itself. */
const REFERENCE = /^(?:[A-Za-z][\w-]* +)?\{\{[\w-]+\.(?:request|response)\.[^{}]+\}\}$/;

/** Header lines with the values of secret ones replaced. */
export function redactedHeaders(headers: HeaderList): [string, string][] {
  return headers.map(([name, value]) => [name, redactedMember(name, value)]);
}

/** A copy of a JSON value without secrets, whatever their depth. Texts that hold JSON or a form (bodies) are looked into. */
export function redactedValue(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(SECRET_VALUE, REDACTED);
  if (Array.isArray(value)) return value.map(redactedValue);
  if (typeof value !== 'object' || value === null) return value;
  const isBase64 = (value as { isBase64Encoded?: unknown }).isBase64Encoded === true;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, memberWithoutSecrets(name, member, isBase64)]),
  );
}

function memberWithoutSecrets(name: string, member: unknown, isBase64: boolean): unknown {
  // The values of a Lambda authorizer's identity sources are what it decides by: tokens and cookies.
  if (name === 'identitySource') return eachText(member, () => REDACTED);
  if (name === 'cookies') return eachText(member, redactedCookie);
  if (name === 'rawQueryString') return eachText(member, redactedQuery);
  if (name === 'body' && typeof member === 'string') return isBase64 ? redactedBase64(member) : redactedText(member);
  return isSecretName(name) ? eachText(member, (text) => redactedMember(name, text)) : redactedValue(member);
}

/** Applied to a text or to each text of a list; other values are looked into. */
function eachText(member: unknown, change: (text: string) => string): unknown {
  if (typeof member === 'string') return change(member);
  if (Array.isArray(member)) return member.map((one) => eachText(one, change));
  return redactedValue(member);
}

/** A header's or member's text: cookies keep their names and attributes, authorization its scheme. */
function redactedMember(name: string, text: string): string {
  if (!isSecretName(name)) return text.replace(SECRET_VALUE, REDACTED);
  if (REFERENCE.test(text)) return text;
  const lower = name.toLowerCase();
  if (lower === 'set-cookie') return redactedCookie(text);
  if (lower === 'cookie') return text.split(/; */).map(redactedCookie).join('; ');
  const scheme = /^(?:(?:proxy-)?authorization|authorizationtoken)$/.test(lower)
    ? /^([A-Za-z][\w-]*) +\S/.exec(text)
    : null;
  return scheme === null ? REDACTED : `${scheme[1]} ${REDACTED}`;
}

/** `name=value; Path=/` keeps everything but the value. */
function redactedCookie(text: string): string {
  return text.replace(/^([^=;]*=)?[^;]*/, (_all, name: string | undefined) => `${name ?? ''}${REDACTED}`);
}

/** A query string or form, other pairs as they are. */
export function redactedQuery(query: string): string {
  return query
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const isSecret = equals !== -1 && isSecretName(decoded(pair.slice(0, equals)));
      if (!isSecret || REFERENCE.test(pair.slice(equals + 1))) return pair.replace(SECRET_VALUE, REDACTED);
      return `${pair.slice(0, equals + 1)}${encodeURIComponent(REDACTED)}`;
    })
    .join('&');
}

/** A body: JSON and forms are looked into. Without a secret it stays as it is, character by character. */
export function redactedText(text: string): string {
  if (/^\s*[[{]/.test(text)) {
    try {
      const value: unknown = JSON.parse(text);
      const plain = JSON.stringify(redactedValue(value));
      return plain === JSON.stringify(value) ? text : plain;
    } catch {
      return text.replace(SECRET_VALUE, REDACTED);
    }
  }
  // Parts of a multipart form.
  if (text.startsWith('--') && text.includes('form-data')) {
    return text.replace(
      /(name="([^"]*)"[^\r\n]*\r\n(?:[^\r\n]+\r\n)*\r\n)([\s\S]*?)(?=\r\n--)/g,
      (all, head: string, name: string) =>
        isSecretName(name) ? `${head}${REDACTED}` : all.replace(SECRET_VALUE, REDACTED),
    );
  }
  return /^[\w.%+-]+=[^\s<]*$/.test(text) ? redactedQuery(text) : text.replace(SECRET_VALUE, REDACTED);
}

/** Shorter texts stand in answers for other reasons too. */
const SHORTEST_SECRET = 6;

/** The secret texts of header lines: whole values, tokens without their scheme, values of cookies. Answers may repeat them. */
export function secretTexts(headers: HeaderList): string[] {
  const texts = headers
    .filter(([name]) => isSecretName(name))
    .flatMap(([name, value]) => {
      const parts =
        name.toLowerCase() === 'cookie' ? value.split(/; */).map((pair) => pair.replace(/^[^=]*=/, '')) : [];
      return [value, value.replace(/^[A-Za-z][\w-]* +/, ''), ...parts];
    });
  return [...new Set(texts)].filter((text) => text.length >= SHORTEST_SECRET).sort((a, b) => b.length - a.length);
}

/** A text in which each of these texts is replaced. */
export function withoutTexts(text: string, secrets: readonly string[]): string {
  return secrets.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text);
}

function redactedBase64(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  const text = bytes.toString('utf8');
  // Bytes that are no text cannot be looked into.
  if (!Buffer.from(text).equals(bytes)) return base64;
  const plain = redactedText(text);
  return plain === text ? base64 : Buffer.from(plain).toString('base64');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
