import type { LocalProcess } from '../../model/definition/model.ts';

/** How a local service of `processes:` is. */
export interface ProcessState {
  readonly name: string;
  readonly command: string;
  /** The address that says that it is ready, where it has one. */
  readonly ready?: string;
  readonly state: 'starting' | 'running' | 'ended';
  /** How it ended: `it ended with exit code 1`. */
  readonly how?: string;
}

/** The local services with what became of them. */
export class ProcessStates {
  readonly #states = new Map<string, ProcessState>();

  constructor(definitions: readonly LocalProcess[]) {
    for (const { name, command, ready } of definitions) {
      this.#states.set(name, { name, command, ...(ready !== undefined && { ready }), state: 'starting' });
    }
  }

  list(): ProcessState[] {
    return [...this.#states.values()];
  }

  running(name: string): void {
    this.#change(name, { state: 'running' });
  }

  ended(name: string, how: string): void {
    this.#change(name, { state: 'ended', how });
  }

  /** The service that should answer at `host:port`, in words for who got no answer there. `undefined` where that is none of them. */
  describe(address: string): string | undefined {
    for (const { name, ready, state, how } of this.#states.values()) {
      if (ready === undefined || addressOf(ready) !== withoutName(address)) continue;
      if (state === 'ended') return `the local service "${name}" is gone (${how})`;
      return `the local service "${name}" ${state === 'starting' ? 'is not ready yet' : 'runs, but does not listen'}`;
    }
    return undefined;
  }

  #change(name: string, change: Partial<ProcessState>): void {
    const state = this.#states.get(name);
    if (state !== undefined) this.#states.set(name, { ...state, ...change });
  }
}

function addressOf(ready: string): string {
  const { host, hostname, port, protocol } = new URL(ready);
  return withoutName(port === '' ? `${hostname}:${protocol === 'https:' ? 443 : 80}` : host);
}

function withoutName(address: string): string {
  return address.replace(/^(?:localhost|\[::1\])(?=:)/, '127.0.0.1');
}
