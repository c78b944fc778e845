import { isJsonObject, parseJson } from '../model/base/json.ts';
import type { JoiningNode, SharedDrill, SharedDrills } from './contract.ts';
import type { Engine } from './engine/engine.ts';
import { script } from './engine/script.ts';
import { unlessUnreachable } from './engine/unreachable.ts';
import type { Keyspace } from './keyspace.ts';

/** A day: a drill that nobody ended, on nodes that are all gone. */
const FORGOTTEN_MS = 86_400_000;

const ADD = script(`
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return redis.call('PUBLISH', ARGV[4], ARGV[2])`);

/** The empty id ends all. */
const END = script(`
if ARGV[1] == '' then redis.call('DEL', KEYS[1]) else redis.call('HDEL', KEYS[1], ARGV[1]) end
return redis.call('PUBLISH', ARGV[2], ARGV[3])`);

const LIST = script(`return redis.call('HVALS', KEYS[1])`);

/** The drills of all nodes. What happens while the engine is away is on for this node alone, until the engine is back. */
export class EngineDrills implements SharedDrills {
  readonly #engine: Engine;
  readonly #key: Keyspace;
  /** Added here, to be said again where the engine forgot. */
  readonly #own = new Map<string, SharedDrill>();

  constructor(engine: Engine, key: Keyspace) {
    this.#engine = engine;
    this.#key = key;
  }

  /** Where all nodes hear of changes. */
  get channel(): string {
    return this.#key('drill');
  }

  async add(drill: SharedDrill): Promise<void> {
    this.#own.set(drill.id, drill);
    await this.#say(drill);
  }

  async end(id = ''): Promise<void> {
    this.#forget(id);
    await unlessUnreachable(
      this.#engine.run(END, [this.#key('drills')], [id, this.channel, JSON.stringify({ ended: id })]),
    );
  }

  /** Says again what was added here, and learns what was added elsewhere. */
  async exchange(node: JoiningNode): Promise<void> {
    for (const drill of this.#own.values()) if (!isOver(drill)) await this.#say(drill);
    const texts = (await this.#engine.run(LIST, [this.#key('drills')], [])) as string[];
    for (const text of texts) this.hear(text, node);
  }

  /** A change, or a rule that is on. */
  hear(text: string, node: JoiningNode): void {
    const said = parseJson(text);
    if (!isJsonObject(said)) return;
    const { ended, id, fault, endsAt } = said;
    if (typeof ended === 'string') {
      this.#forget(ended);
      node.drillEnded(ended === '' ? undefined : ended);
      return;
    }
    if (typeof id !== 'string' || typeof fault !== 'string') return;
    const drill = { id, fault, ...(typeof endsAt === 'number' && { endsAt }) };
    if (!isOver(drill)) node.drillAdded(drill);
  }

  #forget(id: string): void {
    if (id === '') this.#own.clear();
    else this.#own.delete(id);
  }

  async #say(drill: SharedDrill): Promise<void> {
    const args = [drill.id, JSON.stringify(drill), FORGOTTEN_MS, this.channel];
    await unlessUnreachable(this.#engine.run(ADD, [this.#key('drills')], args));
  }
}

function isOver({ endsAt }: SharedDrill): boolean {
  return endsAt !== undefined && endsAt <= Date.now();
}
