import type { SharedConnection } from '../contract.ts';
import type { Engine } from '../engine/engine.ts';
import { script } from '../engine/script.ts';
import type { Keyspace } from '../keyspace.ts';
import { LIVES } from '../nodes/lives.ts';

/** For how long a node that was taken for dead finds out which of its connections others have ended. */
const ENDED_MS = 600_000;

/** Added to the lifetime of a connection: it ends by itself before its entry does. */
const MARGIN_MS = 60_000;

/** Keys: the connection, the node's connections of the API, the mark of a connection that another node ended. */
const REGISTER = script(`
if redis.call('EXISTS', KEYS[3]) == 1 then return 0 end
redis.call('HSET', KEYS[1], 'node', ARGV[1], 'api', ARGV[2], 'facts', ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
redis.call('SADD', KEYS[2], ARGV[4])
redis.call('PEXPIRE', KEYS[2], ARGV[5])
return 1`);

const RELEASE = script(`
redis.call('DEL', KEYS[1])
redis.call('SREM', KEYS[2], ARGV[1])
return 1 - redis.call('EXISTS', KEYS[3])`);

/** Takes some of a dead node's connections of an API, each for one taker only. */
const CLAIM = script(`${LIVES}
if lives(ARGV[5], ARGV[6], ARGV[7]) then return {} end
local claimed = {}
for _, id in ipairs(redis.call('SPOP', KEYS[1], ARGV[1])) do
  local facts = redis.call('HGET', ARGV[2] .. id, 'facts')
  if facts then
    redis.call('DEL', ARGV[2] .. id)
    redis.call('SET', ARGV[3] .. id, '1', 'PX', ARGV[4])
    claimed[#claimed + 1] = facts
  end
end
return { redis.call('EXISTS', KEYS[1]), claimed }`);

/** Which node has which connection, and who ends it. */
export class ConnectionRegistry {
  readonly #engine: Engine;
  readonly #key: Keyspace;
  readonly #node: string;

  constructor(engine: Engine, key: Keyspace, node: string) {
    this.#engine = engine;
    this.#key = key;
    this.#node = node;
  }

  /** False where another node has ended the connection. Rejects with `EngineUnreachable`. */
  async register({ id, apiId, facts, lifetimeMs }: SharedConnection): Promise<boolean> {
    const lifetime = Math.max(0, Math.ceil(lifetimeMs)) + MARGIN_MS;
    const answer = await this.#engine.run(REGISTER, this.#keys(id, apiId), [this.#node, apiId, facts, id, lifetime]);
    return answer === 1;
  }

  /** False where another node has ended the connection. Rejects with `EngineUnreachable`. */
  async release(id: string, apiId: string): Promise<boolean> {
    return (await this.#engine.run(RELEASE, this.#keys(id, apiId), [id])) === 1;
  }

  /** Facts of at most `most` connections that a dead node had, now for this node to end, and whether there are more. */
  async claim(
    node: string,
    apiId: string,
    most: number,
  ): Promise<{ readonly facts: readonly string[]; readonly isMore: boolean }> {
    const key = this.#key;
    const answer = await this.#engine.run(
      CLAIM,
      [key('connections', node, apiId)],
      [most, key('connection', ''), key('ended', ''), ENDED_MS, key('alive', ''), key('to', ''), node],
    );
    const [rest = 0, facts = []] = answer as [number?, string[]?];
    return { facts, isMore: rest === 1 };
  }

  #keys(id: string, apiId: string): string[] {
    const key = this.#key;
    return [key('connection', id), key('connections', this.#node, apiId), key('ended', id)];
  }
}
