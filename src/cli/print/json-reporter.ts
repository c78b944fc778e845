import type { Problem } from '../../model/position.ts';
import type { Io } from '../io.ts';
import type { Reporter } from './reporter.ts';

/** One JSON object a line on stdout and nothing else; `type` says what it is. The line of type `ready` comes when every API listens. */
export function jsonReporter(io: Io): Reporter {
  const line = (type: string, facts: object): void => io.stdout(`${JSON.stringify({ type, ...facts })}\n`);
  const problems = (found: readonly Problem[]): void => {
    for (const problem of found) line('problem', problem);
  };
  return {
    found: (definition) => {
      if (definition !== undefined) line('found', definition);
    },
    ready: (emulator, tookMs) => {
      const { apis, admin, functionUrls } = emulator;
      line('ready', {
        apis,
        ...(admin === undefined ? {} : { admin }),
        ...(functionUrls.length === 0 ? {} : { functionUrls }),
        tookMs: Math.round(tookMs),
      });
    },
    problems,
    stopping: () => line('stopping', {}),
    observer: {
      exchange: ({ id, api, method, path, routeKey, target, statusCode, durationMs, reason }) =>
        line('request', { id, api, method, path, routeKey, target, statusCode, durationMs, reason }),
      log: (record) => line('log', record),
      built: (builds) => {
        for (const build of builds) line('build', build);
      },
      problems,
      reloaded: (reload) => line('reload', reload),
      processOutput: (name, text) => line('process', { name, line: text }),
      accessLog: (text) => line('access', { line: text }),
      executionLog: (api, text) => line('execution', { api, line: text }),
      warning: (message) => line('warning', { message }),
      defect: (error) => line('defect', { message: error instanceof Error ? error.stack : String(error) }),
    },
  };
}
