import { createHash } from 'node:crypto';

/** A step that the engine runs as a whole: nothing happens between its commands. */
export interface Script {
  readonly lua: string;
  /** What EVALSHA calls it by. */
  readonly sha: string;
}

export function script(lua: string): Script {
  return { lua, sha: createHash('sha1').update(lua).digest('hex') };
}

/** The engine's clock in milliseconds, for scripts: the machines of the nodes need not agree on the time. */
export const NOW = `local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
`;
