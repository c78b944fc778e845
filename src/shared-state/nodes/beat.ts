import type { Engine } from '../engine/engine.ts';
import { script } from '../engine/script.ts';
import type { Keyspace } from '../keyspace.ts';
import { LIVES, SILENT_MS } from './lives.ts';
import { type AnnouncedNode, LIFETIME_MS, readNode } from './node.ts';

/** A day: what is left of nodes that nobody misses any more goes by itself. */
const FORGOTTEN_MS = 86_400_000;

/**
 * Says that a node is alive and who it is, and reads who else is. The epoch is when the state began: it lasts no longer than a node that says
 * nothing, so that after an outage it begins anew. The node also sends itself an empty message, to see that messages reach it.
 */
const BEAT = script(`${LIVES}
local known = redis.call('HEXISTS', KEYS[1], ARGV[1])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('SET', ARGV[5] .. ARGV[1], string.format('%.0f', now), 'PX', ARGV[7])
local epoch = tonumber(redis.call('GET', KEYS[2]) or now)
redis.call('SET', KEYS[2], string.format('%.0f', epoch), 'PX', ARGV[3])
redis.call('PUBLISH', ARGV[6] .. ARGV[1], '')
local nodes = redis.call('HGETALL', KEYS[1])
local answer = { known, string.format('%.0f', now), string.format('%.0f', now - epoch) }
for i = 1, #nodes, 2 do
  answer[#answer + 1] = nodes[i + 1]
  answer[#answer + 1] = lives(ARGV[5], ARGV[6], nodes[i]) and 1 or 0
end
return answer`);

export interface Beat {
  /** False for a node that says so for the first time, was taken for dead, or that the engine has forgotten. */
  readonly wasKnown: boolean;
  /** The engine's clock, milliseconds since the epoch. */
  readonly now: number;
  /** Milliseconds since the state began. */
  readonly age: number;
  readonly nodes: readonly SeenNode[];
}

export interface SeenNode {
  readonly node: AnnouncedNode;
  readonly isAlive: boolean;
}

export async function beat(engine: Engine, key: Keyspace, self: AnnouncedNode): Promise<Beat> {
  const answer = await engine.run(
    BEAT,
    [key('nodes'), key('epoch')],
    [self.id, JSON.stringify(self), LIFETIME_MS, FORGOTTEN_MS, key('alive', ''), key('to', ''), SILENT_MS],
  );
  const [known, now, age, ...rest] = answer as [number, string, string, ...(string | number)[]];
  return { wasKnown: known === 1, now: Number(now), age: Number(age), nodes: pairs(rest) };
}

/** Takes a node out: one that leaves, or one that is gone with everything that it had. */
const LEAVE = script(`
redis.call('DEL', ARGV[2] .. ARGV[1])
return redis.call('HDEL', KEYS[1], ARGV[1])`);

export async function forgetNode(engine: Engine, key: Keyspace, id: string): Promise<void> {
  await engine.run(LEAVE, [key('nodes')], [id, key('alive', '')]);
}

const LIST = script(`${LIVES}
local nodes = redis.call('HGETALL', KEYS[1])
local answer = {}
for i = 1, #nodes, 2 do
  answer[#answer + 1] = nodes[i + 1]
  answer[#answer + 1] = lives(ARGV[1], ARGV[2], nodes[i]) and 1 or 0
end
return answer`);

const COUNT = script(`
local count = 0
for _, key in ipairs(KEYS) do count = count + redis.call('SCARD', key) end
return count`);

/** A node that lives, with the number of its WebSocket connections. */
export interface ListedNode extends AnnouncedNode {
  readonly connections: number;
}

/** All nodes that share the state and live, the oldest first, for one who takes no part. */
export async function listNodes(engine: Engine, key: Keyspace): Promise<ListedNode[]> {
  const seen = pairs(
    (await engine.run(LIST, [key('nodes')], [key('alive', ''), key('to', '')])) as (string | number)[],
  );
  const living = seen.filter(({ isAlive }) => isAlive).map(({ node }) => node);
  const listed = living.map(async (node) => {
    const keys = node.apis.map(({ id }) => key('connections', node.id, id));
    return { ...node, connections: Number(await engine.run(COUNT, keys, [])) };
  });
  return (await Promise.all(listed)).toSorted((one, other) => one.startedAt - other.startedAt);
}

function pairs(flat: readonly (string | number)[]): SeenNode[] {
  const found: SeenNode[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    const node = readNode(String(flat[index]));
    if (node !== undefined) found.push({ node, isAlive: flat[index + 1] === 1 });
  }
  return found;
}
