/** Builds that are needed run side by side up to so many. */
const AT_ONCE = 4;

/** The order in which functions are built: what events wait for at once, everything else one by one when nothing is waited for. */
export class BuildQueue {
  readonly #build: (name: string) => Promise<void>;
  readonly #idle: () => void;
  readonly #needed: string[] = [];
  #wished = new Set<string>();
  /** Of those that are waited for and not begun. */
  readonly #promises = new Map<string, { promise: Promise<void>; settle: () => void }>();
  /** Of those under way that are waited for. */
  readonly #awaited = new Set<Promise<void>>();
  #running = 0;
  #closed = false;
  #quiet: (() => void) | undefined;

  /** `build` never rejects; `idle` is called when all that was asked for is built. */
  constructor(build: (name: string) => Promise<void>, idle: () => void) {
    this.#build = build;
    this.#idle = idle;
  }

  /** Resolves when the function has been built, before all that is only wished for. */
  need(name: string): Promise<void> {
    const waiting = this.#promises.get(name);
    if (waiting) return waiting.promise;
    if (this.#closed) return Promise.resolve();
    let settle = (): void => undefined;
    const promise = new Promise<void>((resolve) => {
      settle = resolve;
    });
    this.#promises.set(name, { promise, settle });
    this.#wished.delete(name);
    this.#needed.push(name);
    this.#pump();
    return promise;
  }

  /** Builds these some time, in this order; with `first` before all others that are wished for. */
  wish(names: readonly string[], first = false): void {
    const wished = names.filter((name) => !this.#promises.has(name));
    this.#wished = new Set(first ? [...wished, ...this.#wished] : [...this.#wished, ...wished]);
    this.#pump();
  }

  /** Resolves when nothing is waited for. */
  async needsMet(): Promise<void> {
    while (this.#promises.size + this.#awaited.size > 0) {
      await Promise.all([...this.#awaited, ...[...this.#promises.values()].map(({ promise }) => promise)]);
    }
  }

  /** Begins no more builds; resolves when those under way have ended. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#needed.length = 0;
    this.#wished.clear();
    if (this.#running > 0) {
      await new Promise<void>((resolve) => {
        this.#quiet = resolve;
      });
    }
    for (const { settle } of this.#promises.values()) settle();
  }

  #pump(): void {
    while (!this.#closed && this.#running < AT_ONCE) {
      const needed = this.#needed.shift();
      if (needed !== undefined) {
        void this.#run(needed);
        continue;
      }
      const [wished] = this.#wished;
      if (wished === undefined || this.#running > 0) return;
      this.#wished.delete(wished);
      void this.#run(wished);
    }
  }

  async #run(name: string): Promise<void> {
    this.#running += 1;
    // A function that is needed in the meantime waits for its own build, which finds that there is nothing to do unless something changed.
    const waiting = this.#promises.get(name);
    this.#promises.delete(name);
    if (waiting) this.#awaited.add(waiting.promise);
    await this.#build(name);
    waiting?.settle();
    if (waiting) this.#awaited.delete(waiting.promise);
    this.#running -= 1;
    if (this.#running > 0 || this.#needed.length > 0) return this.#pump();
    this.#quiet?.();
    if (this.#wished.size === 0) return this.#idle();
    // Requests come first: the event loop gets a turn between two builds that no request waits for.
    setImmediate(() => this.#pump());
  }
}
