/** How much longer, and how much shorter, the estimate becomes: nine of ten events are below it when both balance. */
const LONGER = 1.3;
const SHORTER = 0.97;
/** So many events say what is usual. */
const ENOUGH = 10;
/** The first events load and compile what the later ones find: the estimate leaves them behind sooner. */
const EARLY = 20;
const SHORTER_EARLY = 0.7;
/** Milliseconds; the estimate must be able to rise again. */
const SHORTEST = 0.01;

/** What an event of a function takes, as a rule: longer than nine of ten do. A few that are held up by something else do not change it. */
export class UsualDuration {
  #milliseconds: number | undefined;
  #events = 0;

  /** `undefined` as long as too few have ended. */
  get milliseconds(): number | undefined {
    return this.#events < ENOUGH ? undefined : this.#milliseconds;
  }

  add(took: number): void {
    const usual = this.#milliseconds;
    const shorter = this.#events < EARLY ? SHORTER_EARLY : SHORTER;
    this.#events += 1;
    if (usual === undefined) this.#milliseconds = Math.max(SHORTEST, took);
    else this.#milliseconds = took > usual ? usual * LONGER : Math.max(SHORTEST, usual * shorter);
  }

  forget(): void {
    this.#milliseconds = undefined;
    this.#events = 0;
  }
}
