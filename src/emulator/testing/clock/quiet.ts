import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';

/** What is under way at a moment. */
export interface UnderWay {
  /** Invocations that have not begun to run: their function is being built or loaded, or they queue. */
  readonly starting: number;
  /** Handlers and backends that were asked and have not answered. */
  readonly running: number;
}

/** Work that only hops from promise to promise and from stream to stream is done after so many turns of the event loop. */
const TURNS = 6;
const POLL_MS = 1;
/** A function that is not loaded by then will not be: its init phase has 10 seconds (docs/aws/lambda.md#life-cycle), and is repeated once. */
const MAX_STARTING_MS = 20_000;

/**
 * Resolves when nothing is under way, or when what runs has not got on for `patienceMs` of real time: then it waits for something that only a
 * later moment brings. `enough` may end the wait earlier.
 */
export async function quiet(
  underWay: () => UnderWay,
  patienceMs: number,
  enough: (now: UnderWay) => boolean = () => false,
): Promise<void> {
  const began = performance.now();
  let changedAt = began;
  let before = { starting: 0, running: 0 };
  for (;;) {
    for (let i = 0; i < TURNS; i += 1) await turn();
    const now = underWay();
    if (now.starting === 0 && (now.running === 0 || enough(now))) return;
    const at = performance.now();
    if (now.starting !== before.starting || now.running !== before.running) changedAt = at;
    before = now;
    const limit = now.starting > 0 ? Math.max(MAX_STARTING_MS, patienceMs) : patienceMs;
    if (at - changedAt > limit) return;
    await pause(POLL_MS);
  }
}
