import type { ParameterSources } from './sources.ts';

/** A parsed text with variables: an access-log format, the body of a gateway response, an integration URI. */
export interface Interpolation {
  /** Names of the variables in the text, `context.requestId` and so on, in their order. */
  readonly variables: readonly string[];
  evaluate(sources: ParameterSources): string;
}

export interface InterpolationOptions {
  /**
   * What a variable without a value becomes: `-` in access logs, nothing in gateway responses (docs/aws/rest-api.md#customisation,
   * docs/aws/rest-api.md#access-logs).
   */
  readonly missing: string;
}

const name = '[a-zA-Z0-9_]+';
/** Names of headers and parameters may have hyphens, and a name never ends with the dot of a sentence. */
const parameter = '[a-zA-Z0-9_$-]+(?:\\.[a-zA-Z0-9_$-]+)*';
const variable = `(?:context|stageVariables)\\.${name}(?:\\.${name})*|method\\.request\\.(?:header|path|querystring|multivalueheader|multivaluequerystring)\\.${parameter}`;

/** In braces a name may have any character. */
const braced = '(?:context|stageVariables|method\\.request\\.[a-z]+)\\.[^{}\\s]+';

const everyVariable = new RegExp(`\\$(?:\\{(?<braced>${braced})\\}|(?<bare>${variable}))`, 'g');

/**
 * Parses a text in which `$context.a.b`, `${context.a.b}`, `$stageVariables.name` and `$method.request.header.Name` (also `path`,
 * `querystring`) stand for values. Everything else stays as it is: there are no directives and no escapes
 * (docs/aws/rest-api.md#customisation, docs/aws/rest-api.md#access-logs).
 */
export function parseInterpolation(text: string, options: InterpolationOptions): Interpolation {
  const pieces: (string | ((sources: ParameterSources) => string | undefined))[] = [];
  const variables: string[] = [];
  let position = 0;
  for (const match of text.matchAll(everyVariable)) {
    const found = match.groups?.['braced'] ?? match.groups?.['bare'] ?? '';
    pieces.push(text.slice(position, match.index), readerOf(found));
    variables.push(found);
    position = match.index + match[0].length;
  }
  pieces.push(text.slice(position));
  return {
    variables,
    evaluate: (sources) =>
      pieces.map((piece) => (typeof piece === 'string' ? piece : (piece(sources) ?? options.missing))).join(''),
  };
}

function readerOf(found: string): (sources: ParameterSources) => string | undefined {
  const [root = '', ...rest] = found.split('.');
  const path = rest.join('.');
  if (root === 'context') return (sources) => sources.context(path);
  if (root === 'stageVariables') return (sources) => sources.stageVariable(path);
  const [, location = '', ...parts] = rest;
  const wanted = parts.join('.');
  switch (location) {
    case 'path':
      return ({ request }) => request.path(wanted);
    case 'header':
      return ({ request }) => request.header(wanted).at(-1);
    case 'querystring':
      return ({ request }) => request.querystring(wanted).at(-1);
    case 'multivalueheader':
      return ({ request }) => request.header(wanted).join(',') || undefined;
    case 'multivaluequerystring':
      return ({ request }) => request.querystring(wanted).join(',') || undefined;
    default:
      return () => undefined;
  }
}
