import type { Exchange } from '../exchange.ts';
import { decisionOf } from './decisions.ts';

/** One stage of an exchange. */
export interface StageRecord {
  /** `request`, `route`, `authorizer`, `apiKey`, `throttle`, `validation`, `cache`, `integrationRequest`, `integration`, `response` … */
  readonly name: string;
  /** Milliseconds after the exchange began. */
  readonly startMs: number;
  readonly durationMs: number;
  /** What the stage found, in words; empty where there was nothing to decide. */
  readonly decision: string;
  readonly outcome: 'passed' | 'refused' | 'not reached';
  /** A part of this other stage: `coldStart` and `handler` of `integration`. */
  readonly within?: 'integration';
}

interface Span {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly reached: boolean;
}

/** The stages of an exchange in AWS's order, those that were not reached among them. Empty for what has no pipeline (function URLs). */
export function stageRecords(exchange: Exchange): StageRecord[] {
  const spans = spansOf(exchange);
  const last = spans.findLast(({ reached }) => reached);
  const refused = exchange.failure === undefined ? undefined : last;
  const records = spans.flatMap((span): StageRecord[] => {
    const outcome = !span.reached ? 'not reached' : span === refused ? 'refused' : 'passed';
    const own: StageRecord = {
      name: span.name,
      startMs: round(span.start),
      durationMs: round(span.end - span.start),
      decision: span.reached ? decisionOf(span.name, exchange, outcome === 'refused') : '',
      outcome,
    };
    return span.name === 'integration' && span.reached ? [own, ...insideLambda(exchange, span)] : [own];
  });
  const { trace } = exchange;
  if (!trace || last === undefined) return records;
  const lastEnd = Math.max(...spans.map(({ end }) => end));
  const total = trace.ended - trace.began;
  records.push({
    name: 'response',
    startMs: round(lastEnd),
    durationMs: round(Math.max(0, total - lastEnd)),
    decision: decisionOf('response', exchange, false),
    outcome: 'passed',
  });
  return records;
}

/** Stages of one name that follow each other become one; what the trace did not mark took no time worth a look at the clock. */
function spansOf({ trace, failure, definition }: Exchange): Span[] {
  if (!trace) return [];
  const idle = idleKeyStage(trace.stages.names, definition);
  const ends = new Map<number, number>();
  for (let i = 0; i < trace.marks.length; i += 2)
    ends.set(trace.marks[i] ?? 0, (trace.marks[i + 1] ?? 0) - trace.began);
  const total = trace.ended - trace.began;
  const spans: Span[] = [];
  let at = 0;
  for (const [index, name] of trace.stages.names.entries()) {
    const reached = index <= trace.reached;
    const isLast = index === trace.reached && failure !== undefined;
    const end = ends.get(index) ?? (isLast ? total : at);
    if (index === idle) continue;
    const before = spans.at(-1);
    if (before?.name === name) spans[spans.length - 1] = { ...before, end, reached: before.reached || reached };
    else spans.push({ name, start: at, end, reached });
    at = end;
  }
  return spans;
}

/**
 * A WebSocket API looks for the key before its authorizer, or after it where the authorizer names the key
 * (docs/aws/websocket-api.md#life-cycle). The place of the stage that has nothing to do; -1 where there is one such stage at most.
 */
function idleKeyStage(names: readonly string[], definition: Exchange['definition']): number {
  const first = names.indexOf('apiKey');
  const last = names.lastIndexOf('apiKey');
  if (first === last || definition?.type !== 'websocket') return -1;
  return definition.apiKeySelectionExpression === '$context.authorizer.usageIdentifierKey' ? first : last;
}

/** Of a function's time: what its environment took to start, and what the handler took. */
function insideLambda({ result }: Exchange, integration: Span): StageRecord[] {
  if (!result) return [];
  const { report } = result;
  const whole = integration.end - integration.start;
  const handlerMs = Math.min(report.durationMs, whole);
  const handlerStart = integration.end - handlerMs;
  const failed = result.functionError !== undefined;
  const handler: StageRecord = {
    name: 'handler',
    within: 'integration',
    startMs: round(handlerStart),
    durationMs: round(handlerMs),
    decision: `${failed ? report.status : 'returned'}; ${report.maxMemoryUsedMb} of ${report.memorySizeMb} MB`,
    outcome: failed ? 'refused' : 'passed',
  };
  if (report.initMs === undefined) return [handler];
  const coldStart: StageRecord = {
    name: 'coldStart',
    within: 'integration',
    startMs: round(integration.start),
    durationMs: round(whole - handlerMs),
    decision: `new environment: init ${report.initMs.toFixed(1)} ms`,
    outcome: 'passed',
  };
  return [coldStart, handler];
}

/** Microseconds are what the stopwatch can tell. */
function round(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}
