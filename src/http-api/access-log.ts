import type { HttpApi } from '../model/http-api.ts';
import { contextValue } from './context.ts';
import type { HttpExchange } from './exchange.ts';
import type { HttpApiServices } from './services.ts';

export type WriteAccessLog = (exchange: HttpExchange) => void;

/** An entry is cut at 1 MB (http-api.md 14). */
const LONGEST_ENTRY = 1024 * 1024;

/** `$context.a.b` and `${context.a.b}`; a full stop that ends a sentence is not part of the name. */
const VARIABLE = /\$(?:context\.([A-Za-z0-9_:-]+(?:\.[A-Za-z0-9_:-]+)*)|\{context\.([^{}]+)\})/g;

/** One line for each request in the stage's format, variables put in (http-api.md 11.4); `-` where one has no value (unproven). */
export function compileAccessLog(api: HttpApi, services: HttpApiServices): WriteAccessLog | undefined {
  const { accessLog } = api.stage;
  if (!accessLog) return undefined;
  const write = services.accessLogs.open(accessLog);
  const parts = parseFormat(accessLog.format);
  return (exchange) => write(renderEntry(parts, exchange));
}

type FormatPart = { readonly text: string } | { readonly variable: string };

function parseFormat(format: string): FormatPart[] {
  const parts: FormatPart[] = [];
  let end = 0;
  for (const match of format.matchAll(VARIABLE)) {
    parts.push({ text: format.slice(end, match.index) }, { variable: match[1] ?? match[2] ?? '' });
    end = match.index + match[0].length;
  }
  return [...parts, { text: format.slice(end) }];
}

/** An entry is one line, whatever a client put into its headers. */
function renderEntry(parts: readonly FormatPart[], exchange: HttpExchange): string {
  let entry = '';
  for (const part of parts) entry += 'text' in part ? part.text : (contextValue(exchange, part.variable) ?? '-');
  return entry.replace(/[\r\n]+/g, ' ').slice(0, LONGEST_ENTRY);
}
