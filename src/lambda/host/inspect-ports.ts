/** Ports by which debuggers reach functions that run in processes of their own: those after the function host's. */
export class InspectPorts {
  readonly #first: number;
  readonly #ofFunction = new Map<string, number>();
  readonly #held = new Set<number>();

  /** `first`: the host's port; with 0 every process takes a free one. */
  constructor(first: number) {
    this.#first = first;
  }

  /** Each function with its port, where that is known before it starts. */
  list(): { readonly functionName: string; readonly port: number }[] {
    return [...this.#ofFunction].map(([functionName, port]) => ({ functionName, port }));
  }

  /** Gives these functions their ports, in this order; those that have one keep it. */
  assign(functionNames: readonly string[]): void {
    if (this.#first === 0) return;
    for (const name of functionNames) {
      if (!this.#ofFunction.has(name)) this.#ofFunction.set(name, this.#first + 1 + this.#ofFunction.size);
    }
  }

  /** The port for one more process of a function: its own, or the next that no other process holds. */
  take(functionName: string): number {
    this.assign([functionName]);
    let port = this.#ofFunction.get(functionName) ?? 0;
    if (port === 0) return 0;
    if (this.#held.has(port)) port = this.#first + 1 + this.#ofFunction.size;
    while (this.#held.has(port)) port += 1;
    this.#held.add(port);
    return port;
  }

  /** Whether a process of this function would get the port that is listed for it. */
  hasOwn(functionName: string): boolean {
    const port = this.#ofFunction.get(functionName);
    return port !== undefined && !this.#held.has(port);
  }

  release(port: number): void {
    this.#held.delete(port);
  }
}
