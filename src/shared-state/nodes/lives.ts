import { NOW } from '../engine/script.ts';
import { LIFETIME_MS } from './node.ts';

/**
 * How long a node counts as alive that says nothing while its connection to the engine stays: its machine is busy, or the network is gone without
 * a word. A process that is killed loses its connection at once.
 */
export const SILENT_MS = 15_000;

/**
 * For scripts: whether a node lives. The key holds when it last said so. `alive` and `to` are what the names of its key and of its channel begin
 * with.
 */
export const LIVES = `${NOW}
local function lives(alive, to, id)
  local said = tonumber(redis.call('GET', alive .. id) or '0')
  if now - said < ${LIFETIME_MS} then return true end
  return said > 0 and redis.call('PUBSUB', 'NUMSUB', to .. id)[2] > 0
end
`;
