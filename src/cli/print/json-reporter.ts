import { internalErrorText, sentenceFor } from './internal-error.ts';
import type { Problem } from '../../model/base/position.ts';
import type { Io } from '../io.ts';
import type { Reporter } from './reporter.ts';

/** One JSON object a line on stdout and nothing else; `type` says what it is. The line of type `ready` comes when every API listens. */
export function jsonReporter(io: Io): Reporter {
  const line = (facts: { readonly type: string; readonly [fact: string]: unknown }): void =>
    io.stdout(() => `${JSON.stringify(facts)}\n`);
  const problems = (found: readonly Problem[]): void => {
    for (const problem of found) line({ type: 'problem', ...problem });
  };
  return {
    found: (definition) => {
      if (definition !== undefined) line({ type: 'found', ...definition });
    },
    ready: (emulator, tookMs) => {
      const { apis, admin, functionUrls, edge, processes, debuggers } = emulator;
      line({
        type: 'ready',
        apis,
        ...(admin === undefined ? {} : { admin }),
        ...(functionUrls.length === 0 ? {} : { functionUrls }),
        ...(edge === undefined ? {} : { edge }),
        ...(processes.length === 0 ? {} : { processes }),
        ...(debuggers.length === 0 ? {} : { debuggers }),
        tookMs: Math.round(tookMs),
      });
    },
    problems,
    stopping: () => line({ type: 'stopping' }),
    observer: {
      exchange: ({ id, api, method, path, routeKey, target, statusCode, durationMs, reason, faults }) =>
        line({ type: 'request', id, api, method, path, routeKey, target, statusCode, durationMs, reason, faults }),
      log: ({ functionName, requestId, level, line: text, advice }) =>
        advice === true
          ? line({ type: 'advice', functionName, requestId, message: text })
          : line({ type: 'log', functionName, requestId, level, line: text }),
      built: (builds) => {
        for (const build of builds) line({ type: 'build', ...build });
      },
      problems,
      reloaded: (reload) => line({ type: 'reload', ...reload }),
      processOutput: (name, text) => line({ type: 'process', name, line: text }),
      accessLog: (text, api) => line({ type: 'access', api, line: text }),
      executionLog: (api, text) => line({ type: 'execution', api, line: text }),
      warning: (message) => line({ type: 'warning', message }),
      defect(error) {
        const sentence = sentenceFor(error);
        if (sentence === undefined) line({ type: 'defect', message: internalErrorText(error) });
        else line({ type: 'warning', message: sentence });
      },
    },
  };
}
