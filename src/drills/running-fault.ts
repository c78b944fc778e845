import { FAULT_KINDS, type Fault } from '../model/definition/fault.ts';
import type { DrillRule, RuleSource } from './drill-rule.ts';

/** A rule that is on, as plain data. */
export interface RunningFault extends Fault {
  readonly id: string;
  readonly seed: number;
  readonly source: RuleSource;
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** Milliseconds since the epoch when it ends by itself, where it has a `duration`. */
  readonly endsAt?: number;
  /** Exchanges that the rule meant, and those among them that it changed. */
  readonly matched: number;
  readonly touched: number;
  /** In words: `latency 800 ms on shop GET /products, half of them`. */
  readonly summary: string;
}

export function runningFault({ id, fault, source, since, seed, endsAt, matched, touched }: DrillRule): RunningFault {
  return {
    ...fault,
    id,
    seed,
    source,
    since,
    ...(endsAt === undefined ? {} : { endsAt }),
    matched,
    touched,
    summary: faultSummary(fault),
  };
}

/** What a rule does and where, in words. */
export function faultSummary(fault: Fault): string {
  const { kind, milliseconds, jitter, code, share, count, duration } = fault;
  const size = [
    ...(milliseconds === undefined ? [] : [`${milliseconds}${jitter === undefined ? '' : ` ± ${jitter}`} ms`]),
    ...(code === undefined ? [] : [String(code)]),
  ];
  const often = [
    ...(share === undefined || share === 1 ? [] : [`${Math.round(share * 1000) / 10} % of them`]),
    ...(count === undefined ? [] : [`at most ${count}`]),
    ...(duration === undefined ? [] : [`for ${duration} s`]),
  ];
  const what = `${[kind, ...size].join(' ')} on ${faultPlace(fault)}: ${FAULT_KINDS[kind].does}`;
  return often.length === 0 ? what : `${what}; ${often.join(', ')}`;
}

/** Where a rule reaches, in words. */
export function faultPlace({ api, route, function: functionName, connection }: Fault): string {
  const parts = [
    ...(api === undefined ? [] : [api]),
    ...(route === undefined ? [] : [route]),
    ...(functionName === undefined ? [] : [`function ${functionName}`]),
    ...(connection === undefined ? [] : [`connection ${connection}`]),
  ];
  return parts.length === 0 ? 'everything' : parts.join(' ');
}
