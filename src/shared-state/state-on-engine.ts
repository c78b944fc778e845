import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import type { EngineAddress, WhenUnreachable } from '../model/definition/shared-state.ts';
import { EngineCache } from './cache.ts';
import { EngineConnections } from './connections/engine-connections.ts';
import { readLetter } from './connections/letters.ts';
import { PostOffice } from './connections/post-office.ts';
import { ConnectionRegistry } from './connections/registry.ts';
import type { JoiningNode, NodeDescription, SharedCache, SharedState } from './contract.ts';
import { EngineDrills } from './drills.ts';
import type { Engine } from './engine/engine.ts';
import type { Keyspace } from './keyspace.ts';
import { EngineLimits } from './limits.ts';
import { Comparison } from './nodes/comparison.ts';
import { Membership } from './nodes/membership.ts';
import type { AnnouncedNode } from './nodes/node.ts';

export interface StateParts {
  readonly engine: Engine;
  readonly key: Keyspace;
  readonly address: EngineAddress;
  readonly whenUnreachable: WhenUnreachable;
  readonly events: { warning(message: string): void; defect(error: unknown): void };
}

/** The shared state of one node: its own part in it, and what it sees of the others. */
export class StateOnEngine implements SharedState {
  readonly limits: EngineLimits;
  readonly connections: EngineConnections;
  readonly drills: EngineDrills;
  readonly #parts: StateParts;
  readonly #id = randomBytes(6).toString('hex');
  readonly #startedAt = Date.now();
  readonly #post: PostOffice;
  readonly #comparison: Comparison;
  #description: NodeDescription | undefined;
  #membership: Membership | undefined;

  constructor(parts: StateParts) {
    const { engine, key, whenUnreachable, address, events } = parts;
    this.#parts = parts;
    this.limits = new EngineLimits(engine, key, whenUnreachable);
    this.#post = new PostOffice(engine, key, this.#id);
    this.connections = new EngineConnections(engine, key, new ConnectionRegistry(engine, key, this.#id), this.#post);
    this.drills = new EngineDrills(engine, key);
    this.#comparison = new Comparison(address.shown, (message) => events.warning(message));
  }

  cache(name: readonly string[]): SharedCache {
    return new EngineCache(this.#parts.engine, this.#parts.key, name);
  }

  async join(node: JoiningNode, description: NodeDescription): Promise<void> {
    const { engine, key, events } = this.#parts;
    this.#description = description;
    const membership = new Membership(engine, key, () => this.#announced(), {
      unknown: async () => {
        await this.connections.registerAll(node);
        await this.drills.exchange(node);
      },
      peer: (peer) => this.#comparison.compare(peer, this.#announced()),
      gone: (dead) => this.connections.endAll(dead, this.#announced(), node),
      defect: (error) => events.defect(error),
    });
    await engine.subscribe(key('to', this.#id), (text) => this.#receive(text, node, membership));
    await engine.subscribe(this.drills.channel, (text) => this.drills.hear(text, node));
    this.#membership = membership;
    await membership.beat();
  }

  update(description: NodeDescription): void {
    this.#description = description;
    void this.#membership?.beat();
  }

  /** What this node has is to be said again: the engine may have lost it. */
  engineIsBack(): void {
    void this.#membership?.beat();
  }

  async close(): Promise<void> {
    await this.#membership?.leave();
    this.#parts.engine.close();
  }

  #receive(text: string, node: JoiningNode, membership: Membership): void {
    membership.heard();
    const letter = readLetter(text);
    if (letter?.kind === 'answer') this.#post.receive(letter.answer);
    if (letter?.kind !== 'question') return;
    const ageMs = Date.now() + membership.clockOffset - letter.sentAt;
    this.connections.answer(letter.question, ageMs, node).catch((error: unknown) => this.#parts.events.defect(error));
  }

  #announced(): AnnouncedNode {
    const description = this.#description ?? { version: '', apis: [], settings: {} };
    return { ...description, id: this.#id, host: hostname(), pid: process.pid, startedAt: this.#startedAt };
  }
}
