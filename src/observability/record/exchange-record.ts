import { isNestedDeeper, parseJsonOrText } from '../../model/base/json.ts';
import type { ApiType } from '../../model/definition/api.ts';
import type { FaultNote } from '../fault-note.ts';
import type { AuthorizationNote, Exchange } from '../exchange.ts';
import type { MappingStep } from '../mapping-step.ts';
import { type LogLine, readLogLines } from './log-lines.ts';
import { type RequestRecord, requestRecord, type ResponseRecord, responseRecord } from './messages.ts';
import { type Refusal, refusalOf, type SourceContext } from './refusal.ts';
import { type StageRecord, stageRecords } from './stages.ts';
import { type Timings, timingsOf } from './timings.ts';

/** One line of the list: what `/_gw/exchanges` and the page show of an exchange. */
export interface ExchangeSummary {
  readonly id: string;
  readonly api: string;
  readonly apiType: ApiType;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** HTTP method, or `CONNECT`, `MESSAGE`, `DISCONNECT`. */
  readonly method: string;
  /** Path as sent, or the connection id. */
  readonly path: string;
  readonly query?: string;
  readonly routeKey?: string;
  readonly target?: string;
  readonly statusCode: number;
  readonly reason?: string;
  /** The gateway refused, the function failed, or the status is 400 or above. */
  readonly failed: boolean;
  /** A new environment had to be started. */
  readonly coldStart: boolean;
  readonly timings: Timings;
  readonly connectionId?: string;
  /** What drills did to it; absent where none did. */
  readonly faults?: readonly FaultNote[];
  /** `light`: only this line of the exchange is kept. */
  readonly detail?: 'light';
}

/** A whole exchange as plain data, safe to keep and to print. Who knows what the function receives and returns may say so. */
export interface ExchangeRecord<Event = unknown, Result = unknown> extends ExchangeSummary {
  readonly stages: readonly StageRecord[];
  /** What the handler wrote, oldest first. */
  readonly logs: readonly LogLine[];
  /** What the function received, parsed where it is JSON. */
  readonly event?: Event;
  /** What the function returned, or its error; parsed where it is JSON. */
  readonly result?: Result;
  readonly functionError?: string;
  readonly request?: RequestRecord;
  readonly response?: ResponseRecord;
  readonly authorizer?: AuthorizationNote;
  readonly cache?: 'hit' | 'miss';
  readonly mappings?: readonly MappingStep[];
  readonly refusal?: Refusal;
  readonly report?: ReportRecord;
  /** WebSocket APIs: the text of the message. */
  readonly message?: string;
  /** Why only the line is kept, in words; absent where the exchange is kept whole. */
  readonly note?: string;
}

/** What `detail: "light"` means. */
export const LIGHT_NOTE =
  'It is counted in the list, the metrics and the cost, but it is not kept whole, so it cannot be sent again, copied or compared. ' +
  'The last 1,000 requests are kept whole, and 1,000 more that failed or took long. ' +
  'While more than 1,000 requests a second arrive only the newest are, and while bodies exceed 64 MB fewer of the old ones.';

/** The REPORT line's numbers. */
export interface ReportRecord {
  readonly requestId: string;
  readonly durationMs: number;
  readonly billedMs: number;
  readonly initMs?: number;
  readonly memorySizeMb: number;
  readonly maxMemoryUsedMb: number;
  readonly status: string;
}

export function exchangeSummary(exchange: Exchange): ExchangeSummary {
  const { id, api, apiType, startedAt, durationMs, method, path, statusCode, request, result } = exchange;
  const { routeKey, target, reason, connection, faults, onlyLine } = exchange;
  const query = onlyLine?.query ?? request?.rawQuery;
  return {
    id,
    api,
    apiType,
    startedAt,
    durationMs,
    method,
    path,
    ...present({ query: query === '' ? undefined : query, routeKey, target }),
    statusCode,
    ...present({ reason, connectionId: connection?.id, faults }),
    failed: isFailed(exchange),
    coldStart: onlyLine?.coldStart ?? result?.report.initMs !== undefined,
    timings: timingsOf(exchange),
    ...(onlyLine !== undefined && { detail: 'light' as const }),
  };
}

/** The gateway refused, the function failed, or the status says so. */
export function isFailed({ statusCode, failure, result, onlyLine }: Exchange): boolean {
  return (
    statusCode >= 400 || failure !== undefined || (onlyLine?.functionFailed ?? result?.functionError !== undefined)
  );
}

/** `maxText`: characters of each body, mapping and message that are kept. */
export function exchangeRecord(exchange: Exchange, context: SourceContext, maxText = Infinity): ExchangeRecord {
  const { request, response, result, event, mappings, authorization, cache, message, startedAt } = exchange;
  return {
    ...exchangeSummary(exchange),
    stages: stageRecords(exchange),
    logs: result === undefined ? [] : readLogLines(result.report.logLines(), result.requestId, startedAt),
    ...present({
      event: typeof event === 'string' ? readable(event) : printable(event),
      result: result === undefined ? undefined : readable(result.payload),
      functionError: result?.functionError,
      request: request && requestRecord(request, maxText),
      response: response && responseRecord(response, maxText),
      authorizer: authorization,
      cache,
      mappings: mappings?.map(({ template, input, output }) => ({
        template,
        input: input.slice(0, maxText),
        output: output.slice(0, maxText),
      })),
      refusal: refusalOf(exchange, context),
      report: result && reportOf(result),
      message: message?.slice(0, maxText),
      note: exchange.onlyLine && LIGHT_NOTE,
    }),
  };
}

/** Levels that can be written as JSON again whatever stands around them. */
const MAX_LEVELS = 1000;

/** The value of JSON; the text itself where it is none, or nests too deep to be shown as anything else. */
function readable(text: string): unknown {
  const value = parseJsonOrText(text);
  return isNestedDeeper(value, MAX_LEVELS) ? text : value;
}

/** Lambda refuses such an event, and its record would be refused likewise. */
function printable(event: unknown): unknown {
  return isNestedDeeper(event, MAX_LEVELS) ? `(a value of more than ${MAX_LEVELS} levels)` : event;
}

function reportOf({ requestId, report }: NonNullable<Exchange['result']>): ReportRecord {
  const { durationMs, billedMs, initMs, memorySizeMb, maxMemoryUsedMb, status } = report;
  return { requestId, durationMs, billedMs, ...present({ initMs }), memorySizeMb, maxMemoryUsedMb, status };
}

type Present<Members> = { [Name in keyof Members]?: Exclude<Members[Name], undefined> };

/** Members that have a value: plain data has no `undefined`. */
function present<Members extends object>(members: Members): Present<Members> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Present<Members>;
}
