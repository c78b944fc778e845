import { readJson } from '../mapping/json/reader.ts';
import { writeJson } from '../mapping/json/writer.ts';
import { compileJsonPath } from '../mapping/jsonpath/index.ts';
import { GatewayError } from '../model/gateway-error.ts';
import type { JavaValue } from '../mapping/values.ts';

/** STUB */
export interface ParameterSources {
  header(name: string): readonly string[];
  querystring(name: string): readonly string[];
  path(name: string): string | undefined;
  body(): string;
  context(name: string): string | undefined;
  stageVariable(name: string): string | undefined;
}

export interface SourceExpression {
  values(sources: ParameterSources): readonly string[];
}

export function compileSource(text: string, side: 'request' | 'response'): SourceExpression {
  const literal = /^'(.*)'$/s.exec(text)?.[1];
  if (literal !== undefined) return { values: () => [literal] };
  const prefix = side === 'request' ? 'method.request' : 'integration.response';
  const one = (value: string | undefined) => (value === undefined ? [] : [value]);
  const last = (values: readonly string[]) => one(values.at(-1));
  const rest = text.startsWith(`${prefix}.`) ? text.slice(prefix.length + 1) : undefined;
  const [, kind, name = ''] = /^(\w+)[.]?(.*)$/s.exec(rest ?? text) ?? [];
  if (rest === undefined) {
    if (kind === 'context') return { values: (sources) => one(sources.context(name)) };
    if (kind === 'stageVariables') return { values: (sources) => one(sources.stageVariable(name)) };
    throw new Error(`Invalid mapping expression specified: ${text}`);
  }
  switch (kind) {
    case 'header':
      return { values: (sources) => last(sources.header(name)) };
    case 'multivalueheader':
    case 'multivalueheaders':
      return { values: (sources) => sources.header(name) };
    case 'querystring':
      return { values: (sources) => last(sources.querystring(name)) };
    case 'multivaluequerystring':
      return { values: (sources) => sources.querystring(name) };
    case 'path':
      return { values: (sources) => one(sources.path(name)) };
    case 'body': {
      const path = rest === 'body' ? undefined : compileJsonPath(`$${rest.slice(4)}`);
      return {
        values(sources) {
          const body = sources.body() || '{}';
          if (!path && !/^\s*[{["]/.test(body)) return [body];
          const root = parse(body, side);
          if (!path) return [body];
          const value = path.read(root);
          return value === undefined || value === null ? [] : [typeof value === 'string' ? value : writeJson(value)];
        },
      };
    }
    default:
      throw new Error(`Invalid mapping expression specified: ${text}`);
  }
}

function parse(body: string, side: 'request' | 'response'): JavaValue {
  try {
    return readJson(body);
  } catch {
    throw side === 'request'
      ? new GatewayError('BAD_REQUEST_BODY', { clientMessage: 'Invalid JSON in request body' })
      : new GatewayError('API_CONFIGURATION_ERROR', { reason: 'Invalid JSON in response body' });
  }
}

export type GatewayText = (sources: ParameterSources) => string;
export function compileGatewayText(text: string): GatewayText {
  return (sources) =>
    text.replace(
      /\$(?:\{)?(context|stageVariables|method\.request\.(?:header|querystring|path))\.([\w.-]+)\}?/g,
      (_, kind: string, name: string) => {
        if (kind === 'context') return sources.context(name) ?? '';
        if (kind === 'stageVariables') return sources.stageVariable(name) ?? '';
        if (kind === 'method.request.path') return sources.path(name) ?? '';
        return (kind === 'method.request.header' ? sources.header(name) : sources.querystring(name)).at(-1) ?? '';
      },
    );
}
