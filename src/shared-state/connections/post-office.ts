import type { ConnectionOperation, ConnectionOutcome } from '../contract.ts';
import type { Engine } from '../engine/engine.ts';
import { script } from '../engine/script.ts';
import { EngineUnreachable } from '../engine/unreachable.ts';
import type { Keyspace } from '../keyspace.ts';
import { LIVES } from '../nodes/lives.ts';
import { SETTLING_MS } from '../nodes/node.ts';
import { type Answer, type Question, writeQuestion } from './letters.ts';

/** For how long a question is repeated until it counts as lost. A node that died is known to be dead before. */
export const PATIENCE_MS = 5000;

/** How long one attempt waits for its answer. */
const ATTEMPT_MS = 1000;

/** Between attempts, while nodes come back. */
const PAUSE_MS = 100;

/** Finds the node of a connection and sends it the question, in one step. */
const SEND = script(`${LIVES}
local epoch = redis.call('GET', KEYS[2])
local age = epoch and string.format('%.0f', now - tonumber(epoch)) or '0'
local facts = redis.call('HMGET', KEYS[1], 'node', 'api')
if not facts[1] or facts[2] ~= ARGV[1] then return { 'missing', age } end
if not lives(ARGV[2], ARGV[3], facts[1]) then return { 'dead', age } end
local receivers = redis.call('PUBLISH', ARGV[3] .. facts[1], string.format('%.0f', now) .. '\\n' .. ARGV[4])
return { receivers > 0 and 'sent' or 'deaf', age }`);

type Sent = 'missing' | 'dead' | 'deaf' | 'sent';

/** Sends questions to the nodes that hold connections, and waits for their answers. */
export class PostOffice {
  readonly #engine: Engine;
  readonly #key: Keyspace;
  readonly #node: string;
  readonly #waiting = new Map<string, (outcome: ConnectionOutcome) => void>();
  #count = 0;

  constructor(engine: Engine, key: Keyspace, node: string) {
    this.#engine = engine;
    this.#key = key;
    this.#node = node;
  }

  /**
   * What became of the question. Repeated under the same id until there is an answer, so that an outage of some seconds loses nothing and
   * nothing is done twice. What is missing is `gone` only once the nodes have had the time to say what they have.
   */
  async ask(
    apiId: string,
    connectionId: string,
    operation: ConnectionOperation,
  ): Promise<ConnectionOutcome | 'unreachable'> {
    const until = performance.now() + PATIENCE_MS;
    this.#count += 1;
    const question = { id: `${this.#node}-${this.#count}`, from: this.#node, apiId, connectionId, operation };
    const answered = new Promise<ConnectionOutcome>((resolve) => this.#waiting.set(question.id, resolve));
    try {
      for (;;) {
        const sent = await this.#send(question);
        if (sent === 'gone') return { outcome: 'gone' };
        const rest = until - performance.now();
        const outcome = await within(Math.min(rest, sent === 'sent' ? ATTEMPT_MS : PAUSE_MS), answered);
        if (outcome !== undefined) return outcome;
        if (performance.now() >= until) return 'unreachable';
      }
    } finally {
      this.#waiting.delete(question.id);
    }
  }

  receive({ id, outcome }: Answer): void {
    this.#waiting.get(id)?.(outcome);
  }

  async #send(question: Question): Promise<Sent | 'gone'> {
    const key = this.#key;
    try {
      const [sent, age] = (await this.#engine.run(
        SEND,
        [key('connection', question.connectionId), key('epoch')],
        [question.apiId, key('alive', ''), key('to', ''), writeQuestion(question)],
      )) as [Sent, string];
      const isSettled = Number(age) >= SETTLING_MS && this.#engine.steadyFor >= SETTLING_MS;
      return (sent === 'missing' || sent === 'dead') && isSettled ? 'gone' : sent;
    } catch (error) {
      if (error instanceof EngineUnreachable) return 'deaf';
      throw error;
    }
  }
}

/** The outcome, or `undefined` when it takes longer. */
function within(milliseconds: number, outcome: Promise<ConnectionOutcome>): Promise<ConnectionOutcome | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(undefined), Math.max(0, milliseconds));
    void outcome.then((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
