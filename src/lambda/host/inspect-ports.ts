import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** Free ports that are kept known, for functions that turn out to need one. */
const SPARE = 4;

/** Ports by which debuggers reach functions that run in processes of their own: those after the function host's, or any that are free. */
export class InspectPorts {
  readonly #first: number;
  readonly #ofFunction = new Map<string, number>();
  readonly #held = new Set<number>();
  #given = 0;
  /** Where ports are not numbered after the first: some that were free when they were looked for. */
  #free: number[] = [];

  /** `first`: the host's port; with 0 every function gets a free one. */
  constructor(first: number) {
    this.#first = first;
  }

  /** To be awaited before so many functions get their ports. */
  async provide(count: number): Promise<void> {
    if (this.#first === 0) this.#free.push(...(await freePorts(count + SPARE)));
  }

  /** Each function with its port, where that is known before it starts. */
  list(): { readonly functionName: string; readonly port: number }[] {
    return [...this.#ofFunction].map(([functionName, port]) => ({ functionName, port }));
  }

  /** Gives these functions their ports, in this order; those that have one keep it. */
  assign(functionNames: readonly string[]): void {
    for (const name of functionNames.filter((each) => !this.#ofFunction.has(each))) {
      const port = this.#first === 0 ? this.#takeFree() : this.#first + 1 + this.#given;
      this.#given += 1;
      if (port !== 0) this.#ofFunction.set(name, port);
    }
  }

  /** Other functions are no more. */
  keepOnly(functions: Readonly<Record<string, unknown>>): void {
    for (const name of this.#ofFunction.keys()) if (!Object.hasOwn(functions, name)) this.#ofFunction.delete(name);
  }

  /** The port for one more process of a function: its own, or the next that no other process holds. 0 where none is known. */
  take(functionName: string): number {
    this.assign([functionName]);
    let port = this.#ofFunction.get(functionName) ?? 0;
    if (this.#held.has(port)) port = this.#next();
    if (port !== 0) this.#held.add(port);
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

  #next(): number {
    if (this.#first === 0) return this.#takeFree();
    let port = this.#first + 1 + this.#given;
    while (this.#held.has(port)) port += 1;
    return port;
  }

  #takeFree(): number {
    if (this.#free.length <= 1) void this.provide(0);
    return this.#free.shift() ?? 0;
  }
}

/** Ports of the loopback interface on which nothing listens just now. */
async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = servers.map(
    (server) =>
      new Promise<number[]>((resolve) => {
        server.once('error', () => resolve([]));
        server.listen(0, '127.0.0.1', () => resolve([(server.address() as AddressInfo).port]));
      }),
  );
  const found = (await Promise.all(ports)).flat();
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return found;
}
