import { logMethodRequest } from '../logs/execution-log-lines.ts';
import type { Passage } from './passage.ts';

/** Opens the execution in the log, with what the method was asked. */
export function beginExecution({ matched }: Passage): void {
  logMethodRequest(matched.call);
}
