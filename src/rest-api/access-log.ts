import type { AccessLogs } from '../observability/access-log.ts';
import type { AccessLog } from '../model/stage.ts';
import type { Call } from './call.ts';
import { contextVariables } from './context-variables.ts';

/** Writes the access log line of a finished call. */
export type AccessLogger = (call: Call) => void;

/** Compiles the stage's format; a variable without a value prints `-` (rest-api 11.1). */
export function compileAccessLog(settings: AccessLog, logs: AccessLogs): AccessLogger {
  const write = logs.open(settings);
  const parts = settings.format.split(/\$context\.([A-Za-z0-9_]+(?:\.[A-Za-z0-9_:-]+)*)/);
  return (call) => {
    const variable = contextVariables(call);
    let line = '';
    parts.forEach((part, index) => (line += index % 2 === 0 ? part : (variable(part) ?? '-')));
    write(line.replace(/[\r\n]+/g, ' ').trimEnd());
  };
}
