import type { Connection } from './connection.ts';

/** Open connections by id. Rules (idle limit, 410 for the gone) live above it. */
export interface ConnectionStore {
  add(connection: Connection): void;
  get(id: string): Connection | undefined;
  /** True when the connection was there: the one that removes it ends it, exactly once. */
  remove(id: string): boolean;
  /** Open connections of one API; all without an argument. A copy: safe against changes while walking. */
  all(apiId?: string): Connection[];
}

export class Connections implements ConnectionStore {
  readonly #byId = new Map<string, Connection>();

  add(connection: Connection): void {
    this.#byId.set(connection.id, connection);
  }

  get(id: string): Connection | undefined {
    return this.#byId.get(id);
  }

  remove(id: string): boolean {
    return this.#byId.delete(id);
  }

  all(apiId?: string): Connection[] {
    const everyone = [...this.#byId.values()];
    return apiId === undefined ? everyone : everyone.filter((connection) => connection.apiId === apiId);
  }
}
