import { parseInterpolation } from '../mapping/parameters/index.ts';
import type { HttpApi } from '../model/http-api.ts';
import type { HttpExchange } from './exchange.ts';
import { parameterSources } from './parameter-sources.ts';
import type { HttpApiServices } from './services.ts';

export type WriteAccessLog = (exchange: HttpExchange) => void;

/** An entry is cut at 1 MB (http-api.md 14). */
const LONGEST_ENTRY = 1024 * 1024;

/** One line for each request in the stage's format, variables put in (http-api.md 11.4); `-` where one has no value (unproven). */
export function compileAccessLog(api: HttpApi, services: HttpApiServices): WriteAccessLog | undefined {
  const { accessLog } = api.stage;
  if (!accessLog) return undefined;
  const write = services.accessLogs.open(accessLog);
  const format = parseInterpolation(accessLog.format, { missing: '-' });
  return (exchange) => write(oneLine(format.evaluate(parameterSources(exchange))));
}

/** An entry is one line, whatever a client put into its headers. */
function oneLine(entry: string): string {
  return entry.replace(/[\r\n]+/g, ' ').slice(0, LONGEST_ENTRY);
}
