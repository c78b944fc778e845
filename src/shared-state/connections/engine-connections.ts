import type {
  ConnectionOperation,
  ConnectionOutcome,
  JoiningNode,
  SharedConnection,
  SharedConnections,
} from '../contract.ts';
import type { Engine } from '../engine/engine.ts';
import { unlessUnreachable } from '../engine/unreachable.ts';
import type { Keyspace } from '../keyspace.ts';
import type { AnnouncedNode } from '../nodes/node.ts';
import { AnsweredQuestions } from './answered.ts';
import { type Question, writeAnswer } from './letters.ts';
import { PATIENCE_MS, type PostOffice } from './post-office.ts';
import type { ConnectionRegistry } from './registry.ts';

/** Connections that are registered, or ended for a dead node, at the same time. */
const AT_ONCE = 50;

/** The connections of all nodes, as this one deals with them. */
export class EngineConnections implements SharedConnections {
  readonly #engine: Engine;
  readonly #key: Keyspace;
  readonly #registry: ConnectionRegistry;
  readonly #post: PostOffice;
  readonly #answered = new AnsweredQuestions();

  constructor(engine: Engine, key: Keyspace, registry: ConnectionRegistry, post: PostOffice) {
    this.#engine = engine;
    this.#key = key;
    this.#registry = registry;
    this.#post = post;
  }

  async register(connection: SharedConnection): Promise<void> {
    // While the engine is away the connection is known here only; it is registered with all others when the engine is back.
    await unlessUnreachable(this.#registry.register(connection));
  }

  async release({ id, apiId }: Pick<SharedConnection, 'id' | 'apiId'>): Promise<boolean> {
    // While the engine is away no other node can take this one's connections either, so this one goes on alone.
    return (await unlessUnreachable(this.#registry.release(id, apiId))) ?? true;
  }

  ask(apiId: string, id: string, operation: ConnectionOperation): Promise<ConnectionOutcome | 'unreachable'> {
    return this.#post.ask(apiId, id, operation);
  }

  /** Registers all connections of this node; closes those that another one has ended. */
  async registerAll(node: JoiningNode): Promise<void> {
    const connections = node.connections();
    for (let index = 0; index < connections.length; index += AT_ONCE) {
      const some = connections.slice(index, index + AT_ONCE);
      await Promise.all(
        some.map(async (connection) => {
          if (!(await this.#registry.register(connection))) node.abandon(connection.apiId, connection.id);
        }),
      );
    }
  }

  /** Ends what a dead node had of the APIs that this one serves; others may do the same at the same time. False where some is left to others. */
  async endAll(dead: AnnouncedNode, self: AnnouncedNode, node: JoiningNode): Promise<boolean> {
    const own = new Set(self.apis.map(({ id }) => id));
    for (const { id: apiId } of dead.apis) {
      if (!own.has(apiId)) continue;
      for (let isMore = true; isMore;) {
        const claimed = await this.#registry.claim(dead.id, apiId, AT_ONCE);
        await Promise.all(claimed.facts.map((facts) => node.disconnect(apiId, facts)));
        ({ isMore } = claimed);
      }
    }
    return dead.apis.every(({ id }) => own.has(id));
  }

  /** Does what another node asks for and answers it. A question whose asker has given up is not acted on: it may have been asked elsewhere. */
  async answer(question: Question, ageMs: number, node: JoiningNode): Promise<void> {
    if (ageMs > PATIENCE_MS) return;
    const { id, from, apiId, connectionId, operation } = question;
    const outcome = this.#answered.outcomeOf(id, () => node.operate(apiId, connectionId, operation));
    await unlessUnreachable(this.#engine.publish(this.#key('to', from), writeAnswer({ id, outcome })));
  }
}
