import type { Redis } from 'ioredis';

/** The oldest server that is supported. Valkey reports a version of Redis that it is compatible with, 7.2.4. */
const OLDEST_MAJOR = 6;

/** Why this engine cannot hold the shared state; `undefined` when it can. An engine that does not let its users ask is taken as it is. */
export async function unfitness(client: Redis): Promise<string | undefined> {
  const info = await client.info().catch((error: unknown) => {
    if (error instanceof Error && error.message.startsWith('NOPERM')) return '';
    throw error;
  });
  const facts = new Map(
    info.split(/\r?\n/).map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1)] as const;
    }),
  );
  const version = facts.get('redis_version');
  if (version !== undefined && Number.parseInt(version, 10) < OLDEST_MAJOR) {
    return `it is Redis ${version}, and at least Redis ${OLDEST_MAJOR} is needed`;
  }
  if (facts.get('cluster_enabled') === '1') {
    return 'it runs in cluster mode, which is not supported: use an engine without it (one primary, with replicas if you like)';
  }
  if (facts.get('role') === 'slave') return 'it is a replica, which cannot be written to: name the primary';
  return undefined;
}
