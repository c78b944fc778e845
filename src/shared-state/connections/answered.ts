import type { ConnectionOutcome } from '../contract.ts';

/** Questions that are remembered; more than arrive while an asker may repeat one. */
const MOST = 50_000;

/** What was answered to which question, so that a question that comes again is answered again and nothing is done twice. */
export class AnsweredQuestions {
  readonly #outcomes = new Map<string, ConnectionOutcome>();

  /** The outcome of a question, from `act` where it is new. */
  outcomeOf(id: string, act: () => ConnectionOutcome): ConnectionOutcome {
    const known = this.#outcomes.get(id);
    if (known !== undefined) return known;
    const outcome = act();
    this.#outcomes.set(id, outcome);
    const [oldest] = this.#outcomes.keys();
    if (oldest !== undefined && this.#outcomes.size > MOST) this.#outcomes.delete(oldest);
    return outcome;
  }
}
