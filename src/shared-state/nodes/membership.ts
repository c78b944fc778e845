import type { Engine } from '../engine/engine.ts';
import { EngineUnreachable, unlessUnreachable } from '../engine/unreachable.ts';
import type { Keyspace } from '../keyspace.ts';
import { beat, type Beat, forgetNode } from './beat.ts';
import { type AnnouncedNode, BEAT_MS, LIFETIME_MS, SETTLING_MS } from './node.ts';

/** So many beats without hearing one of them are no coincidence. */
const DEAF_BEATS = 5;

export interface MembershipEvents {
  /** The others may not know this node's connections: it is new, or was away, or the engine forgot. */
  unknown(): Promise<void>;
  /** Another node that lives, each time it is seen. */
  peer(node: AnnouncedNode): void;
  /** A node is gone for certain. Resolves with whether everything that it had is ended. */
  gone(node: AnnouncedNode): Promise<boolean>;
  defect(error: unknown): void;
}

/** Says every second that this node is there, and sees who else is. */
export class Membership {
  readonly #engine: Engine;
  readonly #key: Keyspace;
  readonly #events: MembershipEvents;
  readonly #self: () => AnnouncedNode;
  #timer: NodeJS.Timeout | undefined;
  #beatAt = performance.now();
  /** Beats since something was heard. */
  #unheard = 0;
  /** Whether the others have to be told what this node has. */
  #isUnknown = true;
  #beating: Promise<void> = Promise.resolve();
  /** Nodes whose connections are being ended. */
  readonly #burying = new Set<string>();
  #isOver = false;
  /** What to add to this machine's clock to get the engine's, in milliseconds. */
  clockOffset = 0;

  constructor(engine: Engine, key: Keyspace, self: () => AnnouncedNode, events: MembershipEvents) {
    this.#engine = engine;
    this.#key = key;
    this.#self = self;
    this.#events = events;
  }

  /** Something came over the receiving connection. */
  heard(): void {
    this.#unheard = 0;
  }

  /** Says it now, and every second from now on. Resolves when the others can see this node, unless the engine is away. */
  beat(): Promise<void> {
    clearTimeout(this.#timer);
    this.#beating = this.#beating.then(() => this.#beat());
    return this.#beating;
  }

  async leave(): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#timer);
    await this.#beating;
    await unlessUnreachable(forgetNode(this.#engine, this.#key, this.#self().id));
  }

  async #beat(): Promise<void> {
    if (this.#isOver) return;
    clearTimeout(this.#timer);
    try {
      if (this.#engine.isReachable) await this.#say();
    } catch (error) {
      if (!(error instanceof EngineUnreachable)) this.#events.defect(error);
    }
    if (!this.#isOver) this.#timer = setTimeout(() => void this.beat(), BEAT_MS);
  }

  async #say(): Promise<void> {
    const said = await beat(this.#engine, this.#key, this.#self());
    const wasAway = performance.now() - this.#beatAt > LIFETIME_MS;
    this.#beatAt = performance.now();
    this.clockOffset = said.now - Date.now();
    this.#unheard += 1;
    if (this.#unheard > DEAF_BEATS) this.#listenAnew();
    if (!said.wasKnown || wasAway) this.#isUnknown = true;
    // Where the engine goes away meanwhile, it is done again after the next beat.
    if (this.#isUnknown) await this.#events.unknown();
    this.#isUnknown = false;
    this.#look(said);
  }

  /** Each beat sends this node a message. Where none arrives, the receiving connection is dead without having been closed. */
  #listenAnew(): void {
    this.heard();
    this.#engine.resubscribe();
  }

  #look({ nodes, age }: Beat): void {
    const isSettled = age >= SETTLING_MS && this.#engine.steadyFor >= SETTLING_MS;
    for (const { node, isAlive } of nodes) {
      if (node.id === this.#self().id) continue;
      if (isAlive) this.#events.peer(node);
      else if (isSettled) void this.#bury(node);
    }
  }

  async #bury(node: AnnouncedNode): Promise<void> {
    if (this.#burying.has(node.id)) return;
    this.#burying.add(node.id);
    try {
      if (await this.#events.gone(node)) await forgetNode(this.#engine, this.#key, node.id);
    } catch (error) {
      if (!(error instanceof EngineUnreachable)) this.#events.defect(error);
    } finally {
      this.#burying.delete(node.id);
    }
  }
}
