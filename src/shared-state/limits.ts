import type { WhenUnreachable } from '../model/definition/shared-state.ts';
import type { Admission, QuotaName, SharedBucket, SharedLimits, SharedQuota, UsedQuota } from './contract.ts';
import type { Engine } from './engine/engine.ts';
import { NOW, type Script, script } from './engine/script.ts';
import { EngineUnreachable, unlessUnreachable } from './engine/unreachable.ts';
import { digest, type Keyspace } from './keyspace.ts';

/** Used quota outlives its period: the first one is the only one that an offset is subtracted in. */
const USED_MS = 400 * 86_400_000;

/**
 * Buckets as src/traffic/token-buckets.ts has them (full at first, `rate` tokens a second flow in, at most `burst` stay), then the quota as
 * src/traffic/quota-state.ts has it. Answers 0 allowed, 1 throttled, 2 quota exceeded. A bucket is forgotten once it is full again. The period
 * that a node with a faster clock began holds for all.
 */
const ADMIT = script(`${NOW}
now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local buckets = tonumber(ARGV[1])
for i = 1, buckets do
  local rate, burst = tonumber(ARGV[2 * i]), tonumber(ARGV[2 * i + 1])
  if rate <= 0 or burst <= 0 then return 1 end
  local held = redis.call('HMGET', KEYS[i], 'tokens', 'at')
  local tokens, taken = burst, true
  if held[1] then
    tokens = math.min(burst, tonumber(held[1]) + math.max(0, now - tonumber(held[2])) * rate / 1000000)
    taken = tokens >= 1
  end
  if taken then tokens = tokens - 1 end
  redis.call('HSET', KEYS[i], 'tokens', string.format('%.9f', tokens), 'at', string.format('%.0f', now))
  redis.call('PEXPIRE', KEYS[i], math.ceil((burst - tokens) / rate * 1000) + 1000)
  if not taken then return 1 end
end
local quota = KEYS[buckets + 1]
if not quota then return 0 end
local limit, offset, period = tonumber(ARGV[2 * buckets + 2]), tonumber(ARGV[2 * buckets + 3]), ARGV[2 * buckets + 4]
local held = redis.call('HMGET', quota, 'period', 'used', 'since')
if held[1] and held[1] > period then period = held[1] end
local since = held[3] or period
if since == period then limit = limit - offset end
local used = held[1] == period and tonumber(held[2]) or 0
if used >= limit then return 2 end
redis.call('HSET', quota, 'period', period, 'used', used + 1, 'since', since)
redis.call('PEXPIRE', quota, ARGV[2 * buckets + 5])
return 0`);

const USED = script(`return redis.call('HMGET', KEYS[1], 'period', 'used', 'since')`);

const FORGET = script(`return redis.call('DEL', KEYS[1])`);

/** One step of many through all keys: an engine that holds more than this state is not held up. */
const REFILL = script(`
local found = redis.call('SCAN', ARGV[1], 'MATCH', ARGV[2], 'COUNT', 1000)
for _, key in ipairs(found[2]) do redis.call('DEL', key) end
return found[1]`);

const ADMISSIONS: readonly Admission[] = ['allowed', 'throttled', 'quota-exceeded'];

/** Throttles and quotas of all nodes together. */
export class EngineLimits implements SharedLimits {
  readonly #engine: Engine;
  readonly #key: Keyspace;
  readonly #whenUnreachable: WhenUnreachable;

  constructor(engine: Engine, key: Keyspace, whenUnreachable: WhenUnreachable) {
    this.#engine = engine;
    this.#key = key;
    this.#whenUnreachable = whenUnreachable;
  }

  async admit(buckets: readonly SharedBucket[], quota?: SharedQuota): Promise<Admission> {
    const keys = buckets.map(({ name }) => this.#key('bucket', digest(name)));
    const args: (string | number)[] = [buckets.length];
    for (const { limit } of buckets) args.push(limit.rate, limit.burst);
    if (quota !== undefined) {
      keys.push(quotaKey(this.#key, quota));
      args.push(quota.limit, quota.offset, quota.period, USED_MS);
    }
    try {
      return ADMISSIONS[Number(await this.#engine.run(ADMIT, keys, args))] ?? 'throttled';
    } catch (error) {
      if (!(error instanceof EngineUnreachable)) throw error;
      return this.#whenUnreachable === 'allow' ? 'allowed' : 'unreachable';
    }
  }

  async refill(): Promise<void> {
    let cursor: unknown = '0';
    do cursor = await unlessUnreachable(this.#engine.run(REFILL, [], [String(cursor), this.#key('bucket', '*')]));
    while (cursor !== undefined && cursor !== '0');
  }

  async used(quota: QuotaName): Promise<{ readonly record?: UsedQuota } | 'unreachable'> {
    const held = await this.#ask(USED, quota);
    if (held === 'unreachable') return held;
    const [period, used, since] = held as [string | null, string | null, string | null];
    if (period === null || used === null || since === null) return {};
    return { record: { period, used: Number(used), since } };
  }

  async forget(quota: QuotaName): Promise<boolean> {
    return (await this.#ask(FORGET, quota)) !== 'unreachable';
  }

  async #ask(step: Script, quota: QuotaName): Promise<unknown> {
    try {
      return await this.#engine.run(step, [quotaKey(this.#key, quota)], []);
    } catch (error) {
      if (!(error instanceof EngineUnreachable)) throw error;
      return 'unreachable';
    }
  }
}

function quotaKey(key: Keyspace, { api, plan, key: apiKey }: QuotaName): string {
  return key('quota', digest([api, plan, apiKey]));
}
