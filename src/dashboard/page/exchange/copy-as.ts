import type { ExchangeRecord } from '../../../observability/record/exchange-record.ts';

/** Headers that a client writes itself. */
const OWN = /^(?:host|content-length|connection|transfer-encoding|accept-encoding|user-agent)$/i;

function wanted({ request }: ExchangeRecord): (readonly [string, string])[] {
  return (request?.headers ?? []).filter(([name]) => !OWN.test(name));
}

function urlOf({ request }: ExchangeRecord, origin: string): string {
  const query = request?.query ?? '';
  return `${origin}${request?.path ?? '/'}${query === '' ? '' : `?${query}`}`;
}

/** A command for a POSIX shell: every text in single quotes, in which nothing but the quote itself means anything. */
export function asCurl(exchange: ExchangeRecord, origin: string): string {
  const { request } = exchange;
  const parts = [`curl ${quoted(urlOf(exchange, origin))}`];
  if (request !== undefined && (request.method !== 'GET' || (request.body !== null && request.body !== '')))
    parts.push(`-X ${quoted(request.method)}`);
  for (const [name, value] of wanted(exchange)) parts.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (request?.body !== null && request?.body !== undefined && request.body !== '') {
    if (request.isBase64Encoded === true)
      return `printf %s ${quoted(request.body)} | base64 -d | ${[...parts, '--data-binary @-'].join(' \\\n  ')}`;
    parts.push(`--data-binary ${quoted(request.body)}`);
  }
  return parts.join(' \\\n  ');
}

export function asFetch(exchange: ExchangeRecord, origin: string): string {
  const { request } = exchange;
  const headers = wanted(exchange);
  const lines = [
    `  method: ${JSON.stringify(request?.method ?? 'GET')},`,
    ...(headers.length === 0
      ? []
      : [`  headers: [\n${headers.map((pair) => `    ${JSON.stringify(pair)},\n`).join('')}  ],`]),
    ...bodyLine(exchange),
  ];
  return `const response = await fetch(${JSON.stringify(urlOf(exchange, origin))}, {\n${lines.join('\n')}\n});\n`;
}

/** A test that sends the request to an emulator of its own and expects the same answer. */
export function asVitest(exchange: ExchangeRecord): string {
  const { request, response, api, statusCode } = exchange;
  const isJson =
    response?.headers.some(([name, value]) => name.toLowerCase() === 'content-type' && value.includes('json')) === true;
  const body = response?.body ?? '';
  const expected =
    isJson && isJsonText(body)
      ? `  expect(await response.json()).toEqual(${indented(JSON.stringify(JSON.parse(body), null, 2))});\n`
      : '';
  const origin = '${origin}';
  const call = asFetch(exchange, '').replace(
    JSON.stringify(urlOf(exchange, '')),
    `\`${origin}${templateText(urlOf(exchange, ''))}\``,
  );
  return `import { startEmulator } from 'gw-emulate';
import { afterAll, beforeAll, expect, test } from 'vitest';

let emulator: Awaited<ReturnType<typeof startEmulator>>;

beforeAll(async () => {
  emulator = await startEmulator({ port: 0, adminPort: 0, watch: false });
});

afterAll(() => emulator.close());

test(${JSON.stringify(`${request?.method ?? ''} ${request?.path ?? ''} answers ${statusCode}`)}, async () => {
  const { origin } = new URL(emulator.url(${JSON.stringify(api)}));
${indented(call, '  ').trimEnd()}
  expect(response.status).toBe(${statusCode});
${expected}});
`;
}

/** The event, as handlers' own tests and \`gw-emulate invoke -e\` take it. */
export function asFixture({ event }: ExchangeRecord): string {
  return `${JSON.stringify(event ?? {}, null, 2)}\n`;
}

function bodyLine({ request }: ExchangeRecord): string[] {
  if (request === undefined || request.body === null || request.body === '') return [];
  const text = JSON.stringify(request.body);
  return [
    request.isBase64Encoded === true
      ? `  body: Uint8Array.from(atob(${text}), (char) => char.charCodeAt(0)),`
      : `  body: ${text},`,
  ];
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function templateText(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
}

function isJsonText(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function indented(text: string, by = '  '): string {
  return by === '  ' && !text.startsWith('const')
    ? text.replaceAll('\n', '\n  ')
    : text
        .split('\n')
        .map((line) => (line === '' ? line : by + line))
        .join('\n');
}
