import { Redis, type RedisOptions } from 'ioredis';
import type { EngineAddress } from '../../model/definition/shared-state.ts';
import { unfitness } from './fitness.ts';
import { EngineRefusal } from './refusal.ts';

/** How long one command may take before the engine counts as unreachable: a request waits no longer for its throttle. */
export const COMMAND_MS = 1000;

/** How long connecting may take at the start. */
const CONNECT_MS = 5000;

/** The longest pause between two attempts to connect again. */
const RETRY_MS = 250;

/** The two connections of a node: one that subscribes may send no commands. */
export interface Connected {
  readonly commands: Redis;
  readonly subscriber: Redis;
}

/**
 * Connects, and connects again whenever the connection is lost later. Rejects with `EngineRefusal` where it cannot be
 * done now.
 */
export async function connect(address: EngineAddress): Promise<Connected> {
  let isOpen = false;
  const options = optionsFor(address, (attempt) => (isOpen ? Math.min(attempt * 50, RETRY_MS) : null));
  const commands = new Redis(options);
  const subscriber = new Redis(options);
  try {
    await connected(commands);
    await commands.select(address.database);
    const unfit = await unfitness(commands);
    if (unfit !== undefined) throw new EngineRefusal('unfit', unfit);
    await connected(subscriber);
    isOpen = true;
    return { commands, subscriber };
  } catch (error) {
    for (const client of [commands, subscriber]) end(client);
    throw error instanceof EngineRefusal ? error : new EngineRefusal('unreachable', reasonOf(error), { cause: error });
  }
}

/** Ends a connection. One that has none is left alone: the client would wait two seconds for its end, and keep the process. */
export function end(client: Redis): void {
  if (client.status !== 'end' && client.status !== 'wait') client.disconnect();
}

function optionsFor(
  address: EngineAddress,
  retryStrategy: (attempt: number) => number | null,
): RedisOptions & { replyMapping: 'legacy' } {
  const { host, port, username, password, database, secure } = address;
  return {
    host,
    port,
    db: database,
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
    ...(secure && { tls: { servername: host } }),
    // Redis 6 knows both; nothing here needs the newer one.
    protocol: 2,
    replyMapping: 'legacy',
    disableClientInfo: true,
    lazyConnect: true,
    connectTimeout: CONNECT_MS,
    commandTimeout: COMMAND_MS,
    // What cannot be sent now fails at once: whoever asked decides whether to wait. What was sent is not sent again by itself, since it may have
    // happened.
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy,
    // A replica after a failover: the name leads to the new primary.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  };
}

/** Resolves when the connection can be used. The client reports the cause of a failure beside its promise. */
function connected(client: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    let cause: Error | undefined;
    // For good: without a listener the client prints what it meets later.
    client.on('error', (error: Error) => (cause = error));
    const late = setTimeout(() => reject(new Error(`no answer within ${CONNECT_MS / 1000} seconds`)), CONNECT_MS);
    client.connect().then(
      () => {
        clearTimeout(late);
        resolve();
      },
      (error: Error) => {
        clearTimeout(late);
        reject(cause ?? error);
      },
    );
  });
}

/** What went wrong, in the words of the system or the engine; an error of several addresses has them inside. */
export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(/\.$/, '');
}
