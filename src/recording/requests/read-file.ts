import { basename, dirname, join, resolve } from 'node:path';
import { type Clock, systemClock } from '../../model/base/clock.ts';
import { isJsonObject, parseJson } from '../../model/base/json.ts';
import { hasJsonKey } from '../../sources/json-key.ts';
import type { Problems } from '../../sources/problems/problems.ts';
import { whyUnreadable } from '../../sources/problems/unreadable.ts';
import { readCurl } from './curl.ts';
import { readHar } from './har.ts';
import { readHttpFile } from './http-file.ts';
import { readOpenApiExamples } from './open-api.ts';
import type { ReadRequests } from './written-request.ts';
import { readRegularBytes, readRegularFile } from '../../model/base/regular-file.ts';

export interface ReadFileOptions {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Values of variables in `.http` files. */
  readonly variables: Readonly<Record<string, string>>;
  /** Name of an environment in `http-client.env.json` beside the file. */
  readonly httpEnvironment?: string;
  readonly clock?: Clock;
}

const NOTHING: ReadRequests = { requests: [], skipped: [] };

/** The requests of a file, whichever kind it is of: a HAR, a `.http` or `.rest` file, an OpenAPI document, curl commands. */
export function readRequestFile(name: string, options: ReadFileOptions, problems: Problems): ReadRequests {
  const file = resolve(options.cwd, name);
  const folder = dirname(file);
  let text: string;
  try {
    text = readRegularFile(file);
  } catch (error) {
    problems.error(`the requests cannot be read: ${whyUnreadable(error, name)}`);
    return NOTHING;
  }
  const readFile = (path: string): Buffer => readRegularBytes(resolve(folder, path));
  switch (kindOf(name, text)) {
    case 'har':
      return readHar(text, name, problems);
    case 'http': {
      const { variables, environment, clock = systemClock } = options;
      const values = environmentFiles(folder, options.httpEnvironment, problems);
      return readHttpFile(
        text,
        name,
        { given: variables, environment: values, process: environment, clock, readFile },
        problems,
      );
    }
    case 'openapi':
      return readOpenApiExamples(text, name, (path) => readFile(path).toString('utf8'), problems);
    case 'curl':
      return readCurl(text, name, { environment: options.environment, readFile: (path) => readFile(path) }, problems);
    default:
      problems.error(
        `${name} is no file of requests`,
        undefined,
        'Known are HAR (.har), .http and .rest files, OpenAPI documents, and files with curl commands.',
      );
      return NOTHING;
  }
}

/** By the ending of the name, else by what stands in the file. */
function kindOf(name: string, text: string): 'har' | 'http' | 'openapi' | 'curl' | undefined {
  if (/\.har$/i.test(name)) return 'har';
  if (/\.(?:http|rest)$/i.test(name)) return 'http';
  if (/\.(?:sh|bash|curl)$/i.test(name)) return 'curl';
  if (/^\s*\{[\s\S]{0,200}"log"\s*:/.test(text)) return 'har';
  if (hasKey('openapi|swagger', text)) return 'openapi';
  if (/^[^\S\r\n]*(?:\$ )?curl\s/m.test(text)) return 'curl';
  return /^###|^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S/m.test(text) ? 'http' : undefined;
}

/** At the beginning of a line in YAML, anywhere in JSON. Blank space is that of one line: a search would begin anew at each of many empty ones. */
function hasKey(names: string, text: string): boolean {
  return new RegExp(`^[^\\S\\r\\n]*["']?(?:${names})["']?\\s*:`, 'm').test(text) || hasJsonKey(names, text);
}

/** The values of an environment: those of `http-client.env.json`, and above them those of the private file. */
function environmentFiles(folder: string, name: string | undefined, problems: Problems): Record<string, string> {
  const values: Record<string, string> = {};
  const known = new Set<string>();
  for (const file of ['http-client.env.json', 'http-client.private.env.json']) {
    const environments = parseJson(textOf(join(folder, file)) ?? '');
    if (!isJsonObject(environments)) continue;
    for (const one of Object.keys(environments)) known.add(one);
    for (const layer of ['$shared', name ?? '']) {
      const members = environments[layer];
      if (!isJsonObject(members)) continue;
      for (const [key, value] of Object.entries(members))
        values[key] = typeof value === 'string' ? value : JSON.stringify(value);
    }
  }
  if (name !== undefined && !known.has(name)) {
    const list = [...known].filter((one) => one !== '$shared').join(', ');
    problems.error(
      `there is no environment "${name}" in http-client.env.json of ${basename(folder)}`,
      undefined,
      list === '' ? 'The file is missing or empty.' : `Known: ${list}.`,
    );
  }
  return values;
}

function textOf(file: string): string | undefined {
  try {
    return readRegularFile(file);
  } catch {
    return undefined;
  }
}
