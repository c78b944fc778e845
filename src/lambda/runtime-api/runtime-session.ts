import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EnvironmentEvents } from '../environment/execution-environment.ts';
import type { FromEnvironment, HostTable, InvokeMessage } from '../environment/protocol.ts';
import { MAX_RESPONSE_BYTES } from '../limits.ts';
import { nextHeaders } from './next-headers.ts';
import { outputTurn } from './output-turn.ts';
import { reportedError } from './reported-error.ts';
import { postedPayload } from './request-payload.ts';
import {
  accepted,
  answer,
  invalidRequestId,
  invalidResponseMode,
  invalidTransition,
  tooLarge,
} from './runtime-answers.ts';
import type { RuntimeAnswer } from './runtime-answers.ts';
import { StreamedResponse } from './streamed-response.ts';

/** Where the runtime stands; the names are those of refused transitions. */
type State = 'Started' | 'InitError' | 'Ready' | 'Running' | 'ResponseSent';

/**
 * One runtime's conversation with Lambda (docs/aws/lambda.md#runtime-api): asks for the next event, answers it once, asks again. The caller
 * has its result as soon as it was posted; the next event waits until the runtime asks for it.
 */
export class RuntimeSession {
  readonly #events: EnvironmentEvents;
  readonly #memory: () => number;
  #state: State = 'Started';
  /** The runtime waits for an event. */
  #asking: ServerResponse | undefined;
  /** An event waits for the runtime. */
  #waiting: InvokeMessage | undefined;
  /** The event that the runtime has, or had last. */
  #requestId: string | undefined;
  #stream: StreamedResponse | undefined;
  /** A streamed response ended; the environment is free when the runtime asks again. */
  #owesNext = false;
  #hosts: HostTable;
  /** What the runtime knows of the hosts is old; one that never asked does not care. */
  #hostsChanged = false;
  #hasHosts = false;

  /** `hosts`: names that lead to what is served here, for a runtime that asks. */
  constructor(events: EnvironmentEvents, memory: () => number, hosts: HostTable = {}) {
    this.#events = events;
    this.#memory = memory;
    this.#hosts = hosts;
  }

  /** The invocation that lines of the program belong to. */
  get currentRequestId(): string | undefined {
    return this.#requestId;
  }

  invoke(message: InvokeMessage): void {
    this.#waiting = message;
    this.#handOver();
  }

  /** The next event says that there are new ones. */
  replaceHosts(hosts: HostTable): void {
    this.#hosts = hosts;
    this.#hostsChanged = this.#hasHosts;
  }

  /** `GET hosts`: the emulator's own addition to the protocol, which its Python runtime uses. */
  hosts(response: ServerResponse): void {
    this.#hasHosts = true;
    this.#hostsChanged = false;
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(this.#hosts));
  }

  taken(bytes: number): void {
    this.#stream?.taken(bytes);
  }

  /** The program is gone: an event that it never saw can be run by another. */
  processEnded(): void {
    if (this.#waiting) this.#events.receive({ kind: 'idle-exit' });
  }

  /** `GET next`: a long poll. The first one ends the init phase. */
  next(response: ServerResponse): void {
    if (this.#state === 'Running' || this.#state === 'InitError') {
      return answer(response, invalidTransition(this.#state, 'Ready'));
    }
    const first = this.#state === 'Started';
    this.#state = 'Ready';
    this.#asking = response;
    response.once('close', () => {
      if (this.#asking === response) this.#asking = undefined;
    });
    if (first) this.#events.receive({ kind: 'ready' });
    else if (this.#owesNext) this.#events.receive({ kind: 'next', memory: this.#memory() });
    this.#owesNext = false;
    this.#handOver();
  }

  async initError(message: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#state !== 'Started') return refuse(message, response, invalidTransition(this.#state, 'InitError'));
    this.#state = 'InitError';
    const posted = await postedPayload(message, MAX_RESPONSE_BYTES);
    const error = reportedError(message, 'text' in posted ? posted.text : '');
    this.#say({ kind: 'init-error', ...error }, response, accepted);
  }

  async invocationError(requestId: string, message: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.#mayAnswer(requestId, 'InvocationErrorResponse');
    if (fault) return refuse(message, response, fault);
    this.#state = 'ResponseSent';
    const posted = await postedPayload(message, MAX_RESPONSE_BYTES);
    const error = reportedError(message, 'text' in posted ? posted.text : '');
    this.#say({ kind: 'error', ...error, ending: false, memory: this.#memory() }, response, accepted);
  }

  async invocationResponse(requestId: string, message: IncomingMessage, response: ServerResponse): Promise<void> {
    const fault = this.#mayAnswer(requestId, 'InvocationResponse');
    if (fault) return refuse(message, response, fault);
    const mode = String(message.headers['lambda-runtime-function-response-mode'] ?? 'buffered').toLowerCase();
    if (mode !== 'streaming' && mode !== 'buffered') return refuse(message, response, invalidResponseMode);
    this.#state = 'ResponseSent';
    if (mode === 'streaming') return this.#streamed(message, response);
    const posted = await postedPayload(message, MAX_RESPONSE_BYTES);
    if ('text' in posted) {
      return this.#say({ kind: 'result', payload: posted.text, memory: this.#memory() }, response, accepted);
    }
    // Nothing of it counts; the runtime may answer anew, or its timeout comes.
    if (posted.fault === 'broken-off') this.#state = 'Running';
    else
      this.#say(
        { kind: 'error', ...TOO_LARGE, ending: false, memory: this.#memory() },
        response,
        tooLarge(MAX_RESPONSE_BYTES),
      );
  }

  async #streamed(message: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#stream = new StreamedResponse(message);
    await this.#stream.passTo((said) => this.#events.receive(said));
    this.#stream = undefined;
    this.#owesNext = true;
    if (!response.destroyed) answer(response, accepted);
  }

  /** Says what became of the invocation when the lines written before it have been heard, then answers the runtime. */
  #say(said: FromEnvironment, response: ServerResponse, answered: RuntimeAnswer): void {
    outputTurn(() => {
      this.#events.receive(said);
      if (!response.destroyed) answer(response, answered);
    });
  }

  #mayAnswer(requestId: string, to: string): RuntimeAnswer | undefined {
    if (requestId !== this.#requestId) return invalidRequestId;
    return this.#state === 'Running' ? undefined : invalidTransition(this.#state, to);
  }

  #handOver(): void {
    const message = this.#waiting;
    const response = this.#asking;
    if (!message || !response) return;
    this.#waiting = undefined;
    this.#asking = undefined;
    this.#state = 'Running';
    this.#requestId = message.requestId;
    const event = Buffer.from(JSON.stringify(message.event) ?? 'null');
    const changed = this.#hostsChanged ? { 'Gw-Emulate-Hosts': 'changed' } : {};
    response.writeHead(200, { ...nextHeaders(message), ...changed, 'Content-Length': event.length });
    response.end(event);
  }
}

/** Key order as observed (docs/aws/lambda.md#errors-and-limits). */
const TOO_LARGE = {
  errorType: 'Function.ResponseSizeTooLarge',
  payload: JSON.stringify({
    errorMessage: `Response payload size exceeded maximum allowed payload size (${MAX_RESPONSE_BYTES} bytes).`,
    errorType: 'Function.ResponseSizeTooLarge',
  }),
};

/** What it posted is read and thrown away, so that the connection can be used again. */
function refuse(message: IncomingMessage, response: ServerResponse, fault: RuntimeAnswer): void {
  message.resume();
  answer(response, fault);
}
