import { parseInterpolation } from '../../mapping/parameters/index.ts';
import type { HttpApi } from '../../model/definition/http-api.ts';
import type { HttpExchange } from '../call/exchange.ts';
import { parameterSources } from '../transform/parameter-sources.ts';
import type { HttpApiServices } from '../call/services.ts';

export type AccessLogger = (exchange: HttpExchange) => void;

/**
 * One line for each request in the stage's format, variables put in (docs/aws/http-api.md#access-logs); `-` where one has no value
 * (unproven).
 */
export function compileAccessLog(api: HttpApi, services: HttpApiServices): AccessLogger | undefined {
  const { accessLog } = api.stage;
  if (!accessLog) return undefined;
  const write = services.accessLogs.open(accessLog);
  const format = parseInterpolation(accessLog.format, { missing: '-' });
  return (exchange) => write(format.evaluate(parameterSources(exchange)));
}
