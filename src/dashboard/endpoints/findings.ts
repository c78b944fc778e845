import type { StoredLog } from '../../observability/log-store.ts';
import { frameAround } from '../../observability/record/source-position.ts';
import { readLogLine } from '../../observability/record/log-lines.ts';
import type { Endpoint, EndpointCall } from '../endpoint.ts';
import { readCount } from '../filter.ts';

export const findingEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/_gw/problems',
    summary: 'Everything wrong or doubtful now, with its place, and what of the input is not run',
    answers: { problems: 'list: severity, message, position, hint, frame, about' },
    handle: (_call, { problems, sources }) => ({
      problems: problems().map((problem) => {
        const lines = problem.position && frameAround(problem.position, sources.read);
        return lines === undefined ? problem : { ...problem, lines };
      }),
    }),
  },
  {
    method: 'GET',
    path: '/_gw/logs',
    summary: 'Lines of functions, access logs and execution logs, newest last',
    query: {
      kind: 'function, access or execution',
      function: 'name of a function',
      request: 'a request’s id: Lambda’s, or that of an exchange',
      level: 'TRACE, DEBUG, INFO, WARN, ERROR or FATAL, and above',
      after: 'number of the last line that is known',
      limit: 'how many of the newest',
    },
    answers: { logs: 'list: number, time, kind, source, requestId, level, text' },
    handle: ({ query }, { logs, journal }) => ({
      logs: logLines(query, logs.list(), (id) => journal.get(id)?.result?.requestId),
    }),
  },
];

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

function logLines(
  query: EndpointCall['query'],
  all: readonly StoredLog[],
  invocationOf: (exchangeId: string) => string | undefined,
): object[] {
  const { kind, request } = query;
  const after = readCount(query['after'], 'after') ?? 0;
  const limit = readCount(query['limit'], 'limit') ?? Infinity;
  const least = LEVELS.indexOf(query['level']?.toUpperCase() ?? '');
  const ids = request === undefined ? undefined : [request, invocationOf(request)];
  const wanted = all
    .filter((log) => log.number > after && (kind === undefined || log.kind === kind))
    .filter(
      ({ kind: of, source }) => query['function'] === undefined || (of === 'function' && source === query['function']),
    )
    .flatMap((log) => shown(log) ?? [])
    .filter((line) => ids === undefined || ids.includes(line.requestId))
    .filter((line) => LEVELS.indexOf(line.level) >= least);
  return wanted.slice(Math.max(0, wanted.length - limit));
}

/** A line as it is shown; `undefined` for the platform's own lines. */
export function shown({ number, at, kind, source, requestId = '', level, line }: StoredLog) {
  if (kind !== 'function') return { number, time: at, kind, source, requestId, level, text: line };
  const read =
    level === 'PLATFORM' ? { time: at, level: 'INFO', text: line, requestId } : readLogLine(line, requestId, at);
  return read && { number, kind, source, ...read };
}
