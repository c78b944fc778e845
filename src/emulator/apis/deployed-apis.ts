import type { LocalHosts } from '../../lambda/index.ts';
import type { Api } from '../../model/definition/api.ts';
import type { Model } from '../../model/definition/model.ts';
import type { ApiSlot, SlotOptions } from './api-slot.ts';
import { openSlot } from './api-slot.ts';
import type { LastingServices } from '../lasting-services.ts';
import { sameDefinition } from '../definition/model-changes.ts';
import { awsHostNames } from './urls.ts';

/** The APIs that are served now, in the order of the definition. */
export class DeployedApis {
  readonly #lasting: LastingServices;
  readonly #localHosts: LocalHosts;
  readonly #options: SlotOptions;
  readonly #slots = new Map<string, ApiSlot>();

  constructor(lasting: LastingServices, localHosts: LocalHosts, options: SlotOptions) {
    this.#lasting = lasting;
    this.#localHosts = localHosts;
    this.#options = options;
  }

  list(): ApiSlot[] {
    return [...this.#slots.values()];
  }

  /** By its name, else by what the source calls it. */
  get(name: string): ApiSlot | undefined {
    return this.#slots.get(name) ?? this.list().find(({ api }) => api.key === name);
  }

  /**
   * Brings what is served in line with the model: what did not change is not touched, an API that changed is compiled anew and swapped,
   * one that is gone is closed. Resolves with the names of those that changed. `settingsChanged` compiles all anew (region, credentials …).
   */
  async apply(model: Model, settingsChanged: boolean, graceMs: number): Promise<string[]> {
    const changed: string[] = [];
    const wanted = new Map(model.apis.map((api) => [api.name, api]));
    for (const [name, slot] of this.#slots) {
      const next = wanted.get(name);
      if (next !== undefined && fitsIn(next, slot)) continue;
      changed.push(name);
      this.#slots.delete(name);
      await slot.close(graceMs);
    }
    for (const api of model.apis) {
      const slot = this.#slots.get(api.name);
      if (slot === undefined) {
        this.#slots.set(api.name, await openSlot(api, this.#lasting.servicesFor(api, model), this.#options));
        if (!changed.includes(api.name)) changed.push(api.name);
      } else if (settingsChanged || !sameDefinition(slot.api, api)) {
        slot.deploy(api, this.#lasting.servicesFor(api, model));
        changed.push(api.name);
      }
    }
    this.#inOrderOf(model);
    this.#publishHosts(model.region);
    return changed;
  }

  /** Asks the rules of drills for every open WebSocket connection. */
  strike(): void {
    for (const { webSocket } of this.#slots.values()) webSocket?.strike?.();
  }

  async close(graceMs: number): Promise<void> {
    await Promise.all(this.list().map((slot) => slot.close(graceMs)));
    this.#slots.clear();
  }

  #inOrderOf(model: Model): void {
    for (const { name } of model.apis) {
      const slot = this.#slots.get(name);
      if (slot === undefined) continue;
      this.#slots.delete(name);
      this.#slots.set(name, slot);
    }
  }

  #publishHosts(region: string): void {
    const published = new Set<string>();
    for (const slot of this.#slots.values()) {
      for (const name of awsHostNames(slot.api, region)) {
        published.add(name);
        this.#localHosts.set(name, slot.local);
      }
    }
    for (const name of Object.keys(this.#localHosts.table())) if (!published.has(name)) this.#localHosts.delete(name);
  }
}

/** Whether a changed API can be swapped in where the old one listens: same kind, same place. */
function fitsIn(api: Api, slot: ApiSlot): boolean {
  return (
    api.type === slot.api.type &&
    api.id === slot.api.id &&
    api.truststore === slot.api.truststore &&
    (api.port === slot.api.port || api.port === 0)
  );
}
