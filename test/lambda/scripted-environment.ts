import type { StartEnvironment } from '../../src/lambda/index.ts';

/** Environments that load at once and hold every event until they are told to answer: no thread, no time. */
export interface ScriptedEnvironments {
  readonly start: StartEnvironment;
  /** Environments that were started and have not ended. */
  readonly alive: () => number;
  /** Environments that were ever started. */
  readonly started: () => number;
  /** Answers what is held, and every later event when it comes. */
  answerFromNowOn(): void;
  /** With `loading`: those that load now are loaded. */
  load(): void;
}

/** With `loading`, environments load until `load` is called. `memory`: megabytes that each says it holds. */
export function scripted({ loading = false, memory = 1 } = {}): ScriptedEnvironments {
  const unloaded: (() => void)[] = [];
  const alive = new Set<object>();
  let held: (() => void)[] = [];
  let answering = false;
  let started = 0;
  const start: StartEnvironment = (_launch, events) => {
    const environment = {
      send({ kind }: { readonly kind: string }) {
        if (kind !== 'invoke') return;
        const answer = (): void => events.receive({ kind: 'result', payload: '"answered"', memory });
        if (answering) queueMicrotask(answer);
        else held.push(answer);
      },
      end() {
        alive.delete(environment);
        return Promise.resolve();
      },
    };
    alive.add(environment);
    started += 1;
    const ready = (): void => events.receive({ kind: 'ready' });
    if (loading) unloaded.push(ready);
    else queueMicrotask(ready);
    return environment;
  };
  return {
    start,
    alive: () => alive.size,
    started: () => started,
    answerFromNowOn() {
      answering = true;
      for (const answer of held) answer();
      held = [];
    },
    load() {
      for (const ready of unloaded.splice(0)) ready();
    },
  };
}
