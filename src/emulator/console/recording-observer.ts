import type { Clock } from '../../model/base/clock.ts';
import type { LogStore } from '../../observability/log-store.ts';
import type { Session } from '../../observability/session/session.ts';
import type { EmulatorObserver } from '../observer.ts';
import type { Findings } from './findings.ts';

export interface Recorders {
  readonly logs: LogStore;
  readonly session: Session;
  readonly findings: Findings;
  readonly clock: Clock;
}

/** The user's observer, with the console listening too. What the user did not ask for is still only noted, never formatted. */
export function recordingObserver(
  inner: EmulatorObserver,
  { logs, session, findings, clock }: Recorders,
): EmulatorObserver {
  return {
    ...inner,
    log(record) {
      session.log(record);
      const { functionName, requestId, level, line } = record;
      logs.add({ at: clock.now(), kind: 'function', source: functionName, requestId, level, line });
      inner.log?.(record);
    },
    accessLog(line, api) {
      logs.add({ at: clock.now(), kind: 'access', source: api, requestId: undefined, level: 'INFO', line });
      inner.accessLog?.(line, api);
    },
    accessLogFile(line, api) {
      logs.add({ at: clock.now(), kind: 'access', source: api, requestId: undefined, level: 'INFO', line });
      inner.accessLogFile?.(line, api);
    },
    executionLog(api, line) {
      const requestId = /^\(([^)]+)\)/.exec(line)?.[1];
      logs.add({ at: clock.now(), kind: 'execution', source: api, requestId, level: 'INFO', line });
      inner.executionLog?.(api, line);
    },
    built(builds) {
      findings.changed();
      inner.built?.(builds);
    },
    problems(problems) {
      findings.configuration(problems);
      inner.problems?.(problems);
    },
    reloaded(reload) {
      findings.reloaded(reload, clock.now());
      inner.reloaded?.(reload);
    },
    warning(message) {
      findings.notice(message);
      inner.warning?.(message);
    },
  };
}
