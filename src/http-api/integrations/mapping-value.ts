import type { MappingValues } from './mapping-values.ts';
import { bodyValue } from './mapping-body.ts';

/** The right side of a mapping, compiled: its text, or `undefined` where one of its sources does not exist. */
export type MappingValue = (values: MappingValues) => string | undefined;

const BRACED = /\$\{([^{}]*)\}/g;

/** `$request.header.x`, `${request.path.name} ${request.path.id}`, or static text (http-api.md 10.6). */
export function compileMappingValue(text: string): MappingValue {
  if (text.startsWith('$') && !text.startsWith('${')) return compileSource(text.slice(1)) ?? (() => text);
  const parts = splitBraced(text);
  const [only] = parts;
  if (parts.length === 1 && only) return only;
  return (values) => {
    let result = '';
    for (const part of parts) {
      const value = part(values);
      if (value === undefined) return undefined;
      result += value;
    }
    return result;
  };
}

function splitBraced(text: string): MappingValue[] {
  const parts: MappingValue[] = [];
  let end = 0;
  for (const match of text.matchAll(BRACED)) {
    if (match.index > end) parts.push(literal(text.slice(end, match.index)));
    parts.push(compileSource(match[1] ?? '') ?? literal(match[0]));
    end = match.index + match[0].length;
  }
  if (end < text.length || parts.length === 0) parts.push(literal(text.slice(end)));
  return parts;
}

function literal(text: string): MappingValue {
  return () => text;
}

const SOURCE = /^(request|response)\.(header|querystring|path|body)(?:\.(.+))?$/s;

/** `undefined` for text that names no source: it stands for itself. */
function compileSource(source: string): MappingValue | undefined {
  if (source.startsWith('context.')) return (values) => values.context(source.slice('context.'.length));
  if (source.startsWith('stageVariables.'))
    return (values) => values.stageVariable(source.slice('stageVariables.'.length));
  const [, side, place, name] = SOURCE.exec(source) ?? [];
  if (place === 'body') return bodyValue(side === 'request' ? 'requestBody' : 'responseBody', name);
  if (place === 'path' && side === 'request') return (values) => values.path(name);
  if (name === undefined) return undefined;
  if (place === 'header' && side === 'request') return (values) => values.requestHeader(name);
  if (place === 'header') return (values) => values.responseHeader(name);
  if (place === 'querystring' && side === 'request') return (values) => values.querystring(name);
  return undefined;
}
