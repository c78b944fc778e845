import { constants } from 'node:os';

/** Above every exit status that a process has: in a thread, this and a signal's number stand for "ended by that signal". */
const ENDED_BY_SIGNAL = 1000;

/** What a process on Lambda has for a parent. */
const LAMBDA_PARENT = 1;

const signalNumbers = new Map<string, number>(Object.entries(constants.signals));

interface KillingProcess {
  kill: (this: NodeJS.Process, pid: number, signal?: string | number) => true;
  /** What `kill` calls: undocumented, and used by some. Returns 0 or a negative error number. */
  _kill: (this: NodeJS.Process, pid: number, signal: number) => number;
  abort: () => never;
}

/** What a process does about a signal that it does not listen to, unless it ends. Node itself takes `SIGPIPE` and `SIGUSR1`. */
const NO_EFFECT: ReadonlySet<string> = new Set(['SIGCHLD', 'SIGCONT', 'SIGPIPE', 'SIGURG', 'SIGUSR1', 'SIGWINCH']);
const STOPS: ReadonlySet<string> = new Set(['SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU']);
const NOT_HEARD: ReadonlySet<string> = new Set(['SIGKILL', 'SIGSTOP']);

/** Taken before any handler can put another in its place. */
const { setImmediate } = globalThis;
const { wait } = Atomics;

/**
 * A thread shares its process with other functions: `process.kill(process.pid)`, and a signal to the process group, would end them all
 * instead of the environment, which is what the handler means. `process.abort` does not work in threads at all.
 */
export function keepSignalsIn(host: NodeJS.Process): void {
  const target = host as unknown as KillingProcess;
  const { kill, _kill: rawKill } = target;
  const { pid: own } = host;
  const exit = host.exit.bind(host);
  const listenerCount = host.listenerCount.bind(host);
  const emit = (host.emit as Emit).bind(host);
  const isThis = (pid: unknown): boolean => [own, -own, 0, -1].includes(Number(pid));
  const receive = (number: number): void => {
    const [name = ''] = [...signalNumbers].find(([, value]) => value === number) ?? [];
    if (!NOT_HEARD.has(name) && listenerCount(name) > 0) return void setImmediate(() => emit(name, name, number));
    if (STOPS.has(name)) wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    if (number !== 0 && !NO_EFFECT.has(name)) exit(ENDED_BY_SIGNAL + number);
  };
  target.kill = (pid, signal = 'SIGTERM') => {
    const number = typeof signal === 'number' ? signal : signalNumbers.get(signal);
    if (!isThis(pid) || number === undefined) return kill.call(host, pid, signal);
    receive(number);
    return true;
  };
  target._kill = (pid, signal) => {
    if (!isThis(pid)) return rawKill.call(host, pid, signal);
    receive(signal);
    return 0;
  };
  target.abort = () => exit(ENDED_BY_SIGNAL + constants.signals.SIGABRT);
}

type Emit = (this: NodeJS.Process, name: string, ...parameters: unknown[]) => boolean;

/** The emulator is out of reach, as Lambda's own processes are for a function. To be called after `keepSignalsIn`. */
export function hideParent(host: NodeJS.Process): void {
  const target = host as unknown as KillingProcess;
  const { kill, _kill: rawKill } = target;
  const { ppid } = host;
  const isParent = (pid: unknown): boolean => [ppid, -ppid, LAMBDA_PARENT].includes(Number(pid));
  Object.defineProperty(host, 'ppid', { get: () => LAMBDA_PARENT, enumerable: true, configurable: true });
  target.kill = (pid, signal) => {
    if (isParent(pid)) throw notPermitted();
    return kill.call(host, pid, signal);
  };
  target._kill = (pid, signal) => (isParent(pid) ? -constants.errno.EPERM : rawKill.call(host, pid, signal));
}

/** The signal that an exit code of a thread stands for. */
export function signalIn(code: number): string | undefined {
  const number = code - ENDED_BY_SIGNAL;
  return [...signalNumbers].find(([, value]) => value === number)?.[0];
}

function notPermitted(): Error {
  return Object.assign(new Error('kill EPERM'), { errno: -constants.errno.EPERM, code: 'EPERM', syscall: 'kill' });
}
