import type { Redis } from 'ioredis';
import type { EngineAddress } from '../../model/definition/shared-state.ts';
import { COMMAND_MS, type Connected, connect, end, reasonOf } from './connect.ts';
import type { Script } from './script.ts';
import { EngineUnreachable } from './unreachable.ts';

/** How often an engine that stopped answering is asked whether it answers again. */
const PROBE_MS = 250;

/** After so long without an answer the connection itself is taken for dead and made anew. */
const REPLACE_MS = 5000;

export interface EngineEvents {
  /** The engine answers no more; `why` has no credentials. Once for each outage. */
  lost(why: string): void;
  /** It answers again. What it held may be gone. */
  back(): void;
}

/**
 * The engine as a node uses it: steps that answer within a second or fail, and a channel for what other nodes send. While the engine is away,
 * everything fails at once, so that no request waits for it.
 */
export class Engine {
  readonly #commands: Redis;
  readonly #subscriber: Redis;
  readonly #events: EngineEvents;
  /** Milliseconds (monotonic) since when it has answered without a break; `undefined` while it is away. */
  #since: number | undefined = performance.now();
  #why = '';
  #probe: NodeJS.Timeout | undefined;
  #isClosed = false;

  static async open(address: EngineAddress, events: EngineEvents): Promise<Engine> {
    return new Engine(await connect(address), events);
  }

  private constructor({ commands, subscriber }: Connected, events: EngineEvents) {
    this.#commands = commands;
    this.#subscriber = subscriber;
    this.#events = events;
    commands.on('error', (error: Error) => (this.#why = reasonOf(error)));
    commands.on('close', () => this.#lose(this.#why === '' ? 'the connection was closed' : this.#why));
    commands.on('ready', () => this.#regain());
  }

  /** Milliseconds for which it has answered without a break; 0 while it is away. */
  get steadyFor(): number {
    return this.#since === undefined ? 0 : performance.now() - this.#since;
  }

  get isReachable(): boolean {
    return this.#since !== undefined;
  }

  /** Runs a script; texts and numbers come back as such. Rejects with `EngineUnreachable`. */
  run(step: Script, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    return this.#run('text', step, keys, args);
  }

  /** The same, with texts as bytes in both directions. */
  runBinary(step: Script, keys: readonly string[], args: readonly (string | number | Buffer)[]): Promise<unknown> {
    return this.#run('bytes', step, keys, args);
  }

  async publish(channel: string, message: string): Promise<void> {
    if (this.#since === undefined) throw new EngineUnreachable(this.#why);
    await this.#commands.publish(channel, message).catch((error: unknown) => this.#failed(error));
  }

  /** Receives what is published to a channel, again after each outage. */
  async subscribe(channel: string, receive: (message: string) => void): Promise<void> {
    this.#subscriber.on('message', (from: string, message: string) => from === channel && receive(message));
    await this.#subscriber.subscribe(channel);
  }

  /** Makes the receiving connection anew: nothing came over it although something should have. */
  resubscribe(): void {
    if (this.#subscriber.status === 'ready') this.#subscriber.disconnect(true);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#probe);
    end(this.#commands);
    end(this.#subscriber);
  }

  async #run(
    answer: 'text' | 'bytes',
    { sha, lua }: Script,
    keys: readonly string[],
    args: readonly (string | number | Buffer)[],
  ): Promise<unknown> {
    if (this.#since === undefined) throw new EngineUnreachable(this.#why);
    const parts = [keys.length, ...keys, ...args];
    const call = (command: string, code: string): Promise<unknown> =>
      answer === 'text'
        ? this.#commands.call(command, code, ...parts)
        : this.#commands.callBuffer(command, code, ...parts);
    try {
      return await call('EVALSHA', sha).catch((error: unknown) => {
        // A new engine, or one that was told to forget its scripts.
        if (error instanceof Error && error.message.startsWith('NOSCRIPT')) return call('EVAL', lua);
        throw error;
      });
    } catch (error) {
      return this.#failed(error);
    }
  }

  #failed(error: unknown): never {
    const why = reasonOf(error);
    if (why === 'Command timed out') {
      this.#lose(`no answer within ${COMMAND_MS} ms`);
      throw new EngineUnreachable(`no answer within ${COMMAND_MS} ms`, { cause: error });
    }
    throw new EngineUnreachable(why, { cause: error });
  }

  #lose(why: string): void {
    if (this.#isClosed || this.#since === undefined) return;
    this.#since = undefined;
    this.#why = why;
    this.#events.lost(why);
    this.#ask(performance.now());
  }

  /** A connection that was lost says itself when it is back; one that hangs has to be asked. */
  #ask(replacedAt: number): void {
    clearTimeout(this.#probe);
    this.#probe = setTimeout(() => void this.#askNow(replacedAt), PROBE_MS);
    this.#probe.unref();
  }

  async #askNow(replacedAt: number): Promise<void> {
    const isHung = this.#commands.status !== 'reconnecting' && performance.now() - replacedAt > REPLACE_MS;
    if (isHung) this.#commands.disconnect(true);
    const answer = await this.#commands.ping().catch(() => undefined);
    if (this.#isClosed || this.#since !== undefined) return;
    if (answer !== undefined) this.#regain();
    else this.#ask(isHung ? performance.now() : replacedAt);
  }

  #regain(): void {
    if (this.#isClosed || this.#since !== undefined) return;
    clearTimeout(this.#probe);
    this.#why = '';
    this.#since = performance.now();
    this.#events.back();
  }
}
