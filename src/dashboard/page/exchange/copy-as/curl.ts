import type { ExchangeRecord } from '../../../../observability/record/exchange-record.ts';
import {
  bodyOf,
  type CopiedBody,
  copiedHeaders,
  CUT_BODY,
  hasHeader,
  headerBytes,
  isCut,
  urlOf,
} from './request-parts.ts';

/** Characters of an argument: Linux takes 128 kB, and macOS less for all of them together. */
const MAX_ARGUMENT = 60_000;

/**
 * A command for a POSIX shell that sends the same request, byte for byte: every text in single quotes, in which only the quote itself has a
 * meaning. Of a WebSocket connection it is the handshake. `keepsDefaults`: curl may add the headers that it adds to every request.
 */
export function asCurl(exchange: ExchangeRecord, origin: string, keepsDefaults = false): string {
  const { request, apiType } = exchange;
  const isHandshake = apiType === 'websocket';
  const body = request?.method === 'HEAD' ? undefined : bodyOf(exchange);
  const parts = [
    `curl${urlFlags(urlOf(exchange, origin))} ${quoted(urlOf(exchange, origin))}`,
    ...(isHandshake ? HANDSHAKE : methodFlags(request?.method ?? 'GET', body !== undefined)),
    ...copiedHeaders(exchange).map(headerFlag),
    ...(keepsDefaults ? [] : unwantedDefaults(exchange, body !== undefined)).map((name) => `-H '${name}:'`),
  ];
  const command = (flags: readonly string[]): string => [...parts, ...flags].join(' \\\n  ');
  const note = isCut(exchange) ? `# ${CUT_BODY}\n` : '';
  if (body === undefined) return note + command([]);
  if (needsPipe(body)) return `${note}${piped(body)} | ${command(['--data-binary @-'])}`;
  // `--data-raw`: a body that begins with `@` is no name of a file.
  return note + command([`--data-raw ${quoted(body.text)}`]);
}

/** curl would remove `/../` and take brackets as patterns. */
function urlFlags(url: string): string {
  return `${/\/\.\.?(?:[/?]|$)/.test(url) ? ' --path-as-is' : ''}${/[[\]{}]/.test(url) ? ' --globoff' : ''}`;
}

/** `-X HEAD` would wait for a body. */
function methodFlags(method: string, hasBody: boolean): string[] {
  if (method === 'HEAD') return ['--head'];
  return method === 'GET' && !hasBody ? [] : [`-X ${quoted(method)}`];
}

/** The key is the one of RFC 6455; the connection stays open until curl ends. */
const HANDSHAKE = [
  '-i -N --http1.1 --max-time 3',
  "-H 'Connection: Upgrade'",
  "-H 'Upgrade: websocket'",
  "-H 'Sec-WebSocket-Version: 13'",
  "-H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='",
];

function headerFlag([name, value]: readonly [string, string]): string {
  // `Name:` alone would remove a header.
  if (value === '') return `-H ${quoted(`${name};`)}`;
  const line = `${name}: ${value}`;
  return /^[\t -~]*$/.test(line) ? `-H ${quoted(line)}` : `-H "$(printf '${octal(line)}')"`;
}

/** Headers of curl's own that the request did not have. */
function unwantedDefaults(exchange: ExchangeRecord, hasBody: boolean): string[] {
  const own = ['Accept', 'User-Agent', ...(hasBody ? ['Content-Type'] : [])];
  return own.filter((name) => !hasHeader(exchange, name.toLowerCase()));
}

function needsPipe({ text, isBase64 }: CopiedBody): boolean {
  return isBase64 || text.includes('\0') || text.length > MAX_ARGUMENT;
}

/** `printf` and `echo` are part of the shell, so that their arguments may be long. No argument can hold a zero byte. */
function piped({ text, isBase64 }: CopiedBody): string {
  if (isBase64) return `printf %s ${quoted(text)} | base64 -d`;
  if (!text.includes('\0')) return `printf %s ${quoted(text)}`;
  const bytes = new TextEncoder().encode(text);
  return `printf %s ${quoted(btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')))} | base64 -d`;
}

/** A format of `printf` for the bytes of a header. */
function octal(line: string): string {
  return headerBytes(line)
    .map((byte) => {
      const char = String.fromCharCode(byte);
      if (char === '%') return '%%';
      return /[ -~]/.test(char) && char !== "'" && char !== '\\' ? char : `\\${byte.toString(8).padStart(3, '0')}`;
    })
    .join('');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
