import type { Problems } from '../../sources/problems/problems.ts';
import { expand, type VariableScope } from './http-variables.ts';
import { type Line, readHttpBody } from './http-body.ts';
import type { ReadRequests, Skipped, WrittenRequest } from './written-request.ts';

export interface HttpFileOptions extends Omit<VariableScope, 'file' | 'named'> {
  /** Reads a file that a body names, relative to the `.http` file; throws when it cannot. */
  readonly readFile: (path: string) => Buffer;
}

const METHODS = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE|CONNECT|LOCK|UNLOCK|PROPFIND|QUERY)\s+(\S.*)$/i;
/** Above a request: `# @name login`. */
const NAME = /^(?:#|\/\/)\s*@name\s*=?\s*(\S+)/;
const OTHER_PROTOCOLS = /^(GRAPHQL|WEBSOCKET|GRPC|RSOCKET|WSS?)\s+/i;

/**
 * Requests of a `.http` or `.rest` file, as the REST Client of VS Code and the HTTP client of JetBrains read them: `###` between requests,
 * `@name = value`, `{{name}}`, bodies from files. Scripts are not run.
 */
export function readHttpFile(text: string, file: string, options: HttpFileOptions, problems: Problems): ReadRequests {
  problems.addSource({ file, text });
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({ number: index + 1, text: line }));
  const variables = new Map<string, string>();
  for (const { text: line } of lines) {
    const [, name, value] = /^@([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) variables.set(name, value);
  }
  const named = new Set(lines.flatMap(({ text: line }) => NAME.exec(line.trim())?.[1] ?? []));
  const scope: VariableScope = { ...options, file: variables, named };
  const requests: WrittenRequest[] = [];
  const skipped: Skipped[] = [];
  for (const block of blocksOf(lines)) {
    const read = readBlock(block, file, scope, options, problems);
    if (read !== undefined && 'what' in read) skipped.push(read);
    else if (read !== undefined) requests.push(read);
  }
  return { requests, skipped };
}

interface Block {
  readonly name?: string;
  readonly lines: readonly Line[];
}

function blocksOf(lines: readonly Line[]): Block[] {
  const blocks: { name?: string; lines: Line[] }[] = [{ lines: [] }];
  for (const line of lines) {
    const separator = /^###+\s*(.*?)\s*$/.exec(line.text);
    if (separator === null) blocks.at(-1)?.lines.push(line);
    else
      blocks.push({ ...(separator[1] === undefined || separator[1] === '' ? {} : { name: separator[1] }), lines: [] });
  }
  return blocks;
}

function readBlock(
  { name, lines }: Block,
  file: string,
  scope: VariableScope,
  options: HttpFileOptions,
  problems: Problems,
): WrittenRequest | Skipped | undefined {
  let called = name;
  let next = 0;
  let isScript = false;
  for (; next < lines.length; next += 1) {
    const text = lines[next]?.text.trim() ?? '';
    called = NAME.exec(text)?.[1] ?? called;
    // A script before the request: `< {% … %}`.
    if (/^<\s*\{%/.test(text)) isScript = true;
    const isSkipped = isScript || text === '' || /^(?:#|\/\/|@[\w.-]+\s*=)/.test(text);
    if (isScript && text.includes('%}')) isScript = false;
    if (!isSkipped) break;
  }
  const first = lines[next];
  if (first === undefined) return undefined;
  const position = { file, line: first.number, column: 1 };
  if (OTHER_PROTOCOLS.test(first.text)) return { what: `"${first.text.trim()}" is no request of HTTP`, position };
  const missing =
    (line: number) =>
    (variable: string): void =>
      problems.error(
        `{{${variable}}} has no value`,
        { file, line, column: 1 },
        `Give it with --var ${variable}=VALUE${variable.startsWith('$') ? '' : ', or as @' + variable + ' in the file'}.`,
      );
  let target = first.text.trim();
  next += 1;
  // A long query goes on in indented lines.
  while (/^\s+[?&/]/.test(lines[next]?.text ?? '')) target += lines[next++]?.text.trim() ?? '';
  const [, method = 'GET', rest = target] = METHODS.exec(target) ?? [];
  const written = expand(rest.replace(/(?<!\s)\s+HTTP\/[\d.]+$/i, ''), scope, missing(first.number)).trim();
  // JetBrains' client takes a host without a scheme.
  const url = /^(?:https?:\/\/|\/|\{\{)/i.test(written) ? written : `http://${written}`;
  const headers: [string, string][] = [];
  for (; next < lines.length; next += 1) {
    const line = lines[next];
    if (line === undefined || line.text.trim() === '') break;
    if (/^\s*(?:#|\/\/)/.test(line.text)) continue;
    const [, header, value = ''] = /^\s*([!#$%&'*+.^_`|~\w-]+)\s*:\s*(.*?)\s*$/.exec(line.text) ?? [];
    if (header === undefined) {
      problems.error(
        `"${line.text.trim()}" is no header`,
        { file, line: line.number, column: 1 },
        'A header looks like Name: value; an empty line begins the body; ### ends a request.',
      );
      continue;
    }
    headers.push([header, credentials(header, expand(value, scope, missing(line.number)))]);
  }
  const body = readHttpBody(
    lines.slice(next + 1),
    file,
    headers,
    (text, line) => expand(text, scope, missing(line)),
    options.readFile,
    problems,
  );
  return {
    ...(called === undefined ? {} : { name: called }),
    method: method.toUpperCase(),
    url,
    headers,
    ...(body === undefined ? {} : { body }),
    position,
  };
}

/** Both clients encode `Basic name password` and `Basic name:password`. */
function credentials(header: string, value: string): string {
  if (header.toLowerCase() !== 'authorization') return value;
  const [, user, password] = /^Basic\s+([^\s:]+)(?:\s+|:)(\S+)$/i.exec(value) ?? [];
  return user === undefined ? value : `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
