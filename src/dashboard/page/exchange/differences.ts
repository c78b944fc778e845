import { differences as fieldsThatDiffer } from '../../../comparison/differences.ts';
import { whyVolatileHeader, isVolatileMember } from '../../../comparison/volatile-names.ts';
import { whyVolatileValue } from '../../../comparison/volatile-values.ts';
import type { ExchangeRecord } from '../../../observability/record/exchange-record.ts';

/** One place where two values differ. */
export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
  /** It differs from request to request anyway: ids, times, addresses. */
  readonly isVolatile: boolean;
}

/** Where two exchanges differ, member by member, as the rows of a table. `show` hides what is secret. */
export function exchangeDifferences(
  before: ExchangeRecord,
  after: ExchangeRecord,
  show: (value: unknown) => unknown,
): Difference[] {
  const moments = { recordedAt: before.startedAt, localAt: after.startedAt };
  return fieldsThatDiffer(show(comparable(before)), show(comparable(after))).map((one) => {
    const name = String(one.path.at(-1) ?? '').toLowerCase();
    const isVolatile =
      one.path[0] === 'timings' ||
      isVolatileMember(name) ||
      (one.path[1] === 'headers' && whyVolatileHeader(name) !== undefined) ||
      whyVolatileValue(one.before, one.after, moments) !== undefined;
    return { path: one.path.join('.'), before: one.before, after: one.after, isVolatile };
  });
}

/** Where two values differ, as the rows of a table. */
export function valueDifferences(before: unknown, after: unknown): Difference[] {
  return fieldsThatDiffer(before, after).map((one) => ({ ...one, path: one.path.join('.'), isVolatile: false }));
}

/**
 * Stages by their names and headers by theirs, for a list would shift when one more is there; bodies that are JSON member by member; of
 * log lines what they say.
 */
function comparable({ stages, request, response, logs, ...rest }: ExchangeRecord): object {
  return {
    ...rest,
    ...(request === undefined ? {} : { request: comparableMessage(request) }),
    ...(response === undefined ? {} : { response: comparableMessage(response) }),
    stages: Object.fromEntries(stages.map((stage) => [stage.name, stage])),
    logs: logs.map(({ level, text }) => ({ level, text })),
  };
}

function comparableMessage(message: NonNullable<ExchangeRecord['request'] | ExchangeRecord['response']>): object {
  const headers = new Map<string, string>();
  for (const [name, value] of message.headers) {
    const lower = name.toLowerCase();
    const earlier = headers.get(lower);
    headers.set(lower, earlier === undefined ? value : `${earlier}, ${value}`);
  }
  return { ...message, headers: Object.fromEntries(headers), body: jsonOr(message.body) };
}

function jsonOr(text: string | null): unknown {
  try {
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}
