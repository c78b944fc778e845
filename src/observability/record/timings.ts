import type { Exchange, LineFacts } from '../exchange.ts';

/** Where the time of an exchange went, in milliseconds. The parts add up to `total`, but for rounding. */
export interface Timings {
  readonly total: number;
  /** Everything that API Gateway itself does. */
  readonly gateway: number;
  readonly authorizer: number;
  /** Until a new environment was ready. */
  readonly coldStart: number;
  readonly handler: number;
  /** A backend that is no function. */
  readonly integration: number;
}

/** Reads an exchange's trace; without one (function URLs) only the total is known. */
export function timingsOf(exchange: Exchange): Timings {
  if (exchange.onlyLine !== undefined) return lineTimings(exchange, exchange.onlyLine);
  const { trace, result, durationMs } = exchange;
  const total = trace === undefined ? durationMs : trace.ended - trace.began;
  let authorizer = 0;
  let behind = 0;
  let at = trace?.began ?? 0;
  const waits = (index: number, milliseconds: number): void => {
    const name = trace?.stages.names[index];
    if (name === 'authorizer') authorizer += milliseconds;
    if (name === 'integration') behind += milliseconds;
  };
  const marks = trace?.marks ?? [];
  for (let i = 0; i < marks.length; i += 2) {
    const end = marks[i + 1] ?? at;
    waits(marks[i] ?? -1, end - at);
    at = end;
  }
  if (trace && exchange.failure !== undefined && marks.at(-2) !== trace.reached) waits(trace.reached, trace.ended - at);
  const handler = result === undefined ? 0 : Math.min(result.report.durationMs, behind || total);
  const isCold = result?.report.initMs !== undefined;
  const coldStart = isCold ? Math.max(0, behind - handler) : 0;
  const integration = result === undefined ? behind : 0;
  const gateway = Math.max(0, total - authorizer - handler - coldStart - integration);
  return {
    total: round(total),
    gateway: round(gateway),
    authorizer: round(authorizer),
    coldStart: round(coldStart),
    handler: round(handler),
    integration: round(integration),
  };
}

/** Of a line the whole, and what was behind the gateway. */
function lineTimings({ durationMs, integrationMs = 0 }: Exchange, { handlerMs, coldStart }: LineFacts): Timings {
  const handler = Math.min(handlerMs ?? 0, durationMs);
  const behind = Math.max(handler, Math.min(integrationMs, durationMs));
  return {
    total: durationMs,
    gateway: round(durationMs - behind),
    authorizer: 0,
    coldStart: coldStart ? round(behind - handler) : 0,
    handler: round(coldStart || handlerMs === undefined ? handler : behind),
    integration: handlerMs === undefined ? round(behind) : 0,
  };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
