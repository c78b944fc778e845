/** An environment's thread, and how many threads its handler has started. */
export interface ThreadMaker {
  readonly systemId: number;
  readonly made: number;
}

/**
 * Whose the threads of a process are that handlers have started: the system does not say. One that is new belongs to the environment that has
 * started threads since it was last asked, or was the last to.
 */
export class HandlerThreads {
  /** Threads of the process itself: of V8, of libuv. */
  readonly #others: ReadonlySet<number>;
  readonly #owners = new Map<number, number>();
  #made = new Map<number, number>();
  #last: number | undefined;

  /** `all`: the threads of the process while no handler has run. */
  constructor(all: readonly number[]) {
    this.#others = new Set(all);
  }

  /** `all`: system's numbers of the threads there are, environments' own among them. */
  update(all: readonly number[], environments: readonly ThreadMaker[]): void {
    for (const { systemId, made } of environments) if (made > (this.#made.get(systemId) ?? 0)) this.#last = systemId;
    this.#made = new Map(environments.map(({ systemId, made }) => [systemId, made]));
    const now = new Set(all);
    for (const thread of this.#owners.keys()) if (!now.has(thread)) this.#owners.delete(thread);
    if (this.#last === undefined) return;
    for (const thread of all)
      if (!this.#others.has(thread) && !this.#made.has(thread) && !this.#owners.has(thread))
        this.#owners.set(thread, this.#last);
  }

  /** System's numbers of the threads that this environment's handler has started. */
  of(systemId: number): number[] {
    return [...this.#owners].filter(([, owner]) => owner === systemId).map(([thread]) => thread);
  }
}
