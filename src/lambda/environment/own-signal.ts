import { constants } from 'node:os';

/** Above every exit status that a process has: in a thread, this and a signal's number stand for "ended by that signal". */
const ENDED_BY_SIGNAL = 1000;

const signalNumbers = new Map<string, number>(Object.entries(constants.signals));

/**
 * A thread has the process id of the emulator: `process.kill(process.pid)` in a handler would end that instead of the environment, which
 * is what the handler means. Other processes, and signal 0, are left to Node.
 */
export function keepSignalsIn(host: NodeJS.Process): void {
  const kill = host.kill.bind(host);
  host.kill = (pid, signal = 'SIGTERM') => {
    const number = typeof signal === 'number' ? signal : signalNumbers.get(signal);
    if (pid !== host.pid || number === 0 || number === undefined) return kill(pid, signal);
    return host.exit(ENDED_BY_SIGNAL + number);
  };
}

/** The signal that an exit code of a thread stands for. */
export function signalIn(code: number): string | undefined {
  const number = code - ENDED_BY_SIGNAL;
  return [...signalNumbers].find(([, value]) => value === number)?.[0];
}
