import { hostEntry } from '../model/http/host-pattern.ts';
import type { HostTable, HostTarget } from './environment/protocol.ts';

/**
 * Host names that stand for something served here, such as `abc.execute-api.us-east-1.amazonaws.com`, or for a local service
 * (`dynamodb.*.amazonaws.com`, a star for one label): what handlers send there over https or http goes to a local port as plain HTTP. Changes reach the environments that run.
 */
export class LocalHosts {
  readonly #hosts = new Map<string, HostTarget>();
  readonly #listeners = new Set<(table: HostTable) => void>();

  set(hostName: string, target: HostTarget): void {
    this.#hosts.set(hostName.toLowerCase(), target);
    this.#changed();
  }

  delete(hostName: string): void {
    if (this.#hosts.delete(hostName.toLowerCase())) this.#changed();
  }

  /** Where a host name leads; `undefined` when it is not served here. */
  get(hostName: string): HostTarget | undefined {
    return hostEntry(this.#hosts, hostName.toLowerCase());
  }

  table(): HostTable {
    return Object.fromEntries(this.#hosts);
  }

  /** Calls back with the whole table after each change; the returned function ends it. */
  subscribe(listener: (table: HostTable) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    const table = this.table();
    for (const listener of this.#listeners) listener(table);
  }
}
