import type { Socket } from 'node:net';
import type { ThreadConnection } from '../../environment/host/host-protocol.ts';
import type { EnvironmentEvents, EnvironmentExit } from '../../environment/execution-environment.ts';
import type { ToEnvironment } from '../../environment/protocol.ts';
import type { ExpectedThread } from './environment-listener.ts';
import { readDirectly } from './direct-reading.ts';
import { Link } from '../link.ts';
import type { LinkEvents } from '../link.ts';
import { eachLine } from '../../../model/base/lines.ts';

/** What a thread asks of its host. */
export interface ThreadHost {
  end(id: number): void;
  /** `taken` hears from which ticket on events will not begin; `undefined`: all have. */
  takeBack(id: number, first: number, end: number, taken: (from: number | undefined) => void): void;
}

export interface ThreadEvents extends Pick<EnvironmentEvents, 'receive'> {
  /** `unread`: it had not read all that was sent to it. */
  exited(exit: EnvironmentExit, unread: boolean): void;
  /** Node does not start a thread for what the function asks; why, in its words. `exited` does not follow. */
  refused(reason: string): void;
}

/** A thread of a function host as the emulator sees it: its connection, what became of it. */
export class HostedThread implements ExpectedThread {
  readonly id: number;
  /** The function that it was given to. */
  functionName: string | undefined;
  /** Whether it loads the function or works on an event: then it may be to blame for the end of the host. */
  busy = true;
  /** Node's number of the thread, once it is known. */
  number: number | undefined;
  readonly #host: ThreadHost;
  #connection: ThreadConnection | undefined;
  #events: ThreadEvents | undefined;
  #link: Link | undefined;
  #early: ToEnvironment[] = [];
  #isConnected = false;
  #unread = false;
  #exit: EnvironmentExit | undefined;
  #ended = false;
  readonly #gone: Promise<void>;
  #tellGone: () => void = () => undefined;

  constructor(id: number, host: ThreadHost) {
    this.id = id;
    this.#host = host;
    this.#gone = new Promise((resolve) => {
      this.#tellGone = resolve;
    });
  }

  get connection(): ThreadConnection | undefined {
    return this.#connection;
  }

  set connection(connection: ThreadConnection) {
    this.#connection = connection;
  }

  /** Whether it still is. */
  get alive(): boolean {
    return this.#exit === undefined;
  }

  /** From now on it is the environment of a function, which hears what becomes of it. */
  attach(functionName: string, events: ThreadEvents): void {
    this.functionName = functionName;
    this.#events = events;
  }

  send(message: ToEnvironment): void {
    if (this.#link) this.#link.send(message);
    else this.#early.push(message);
  }

  takeBack(first: number, end: number, taken: (from: number | undefined) => void): void {
    this.#host.takeBack(this.id, first, end, taken);
  }

  /** Ends it whatever it does; resolves when it is gone. */
  async end(): Promise<void> {
    if (!this.#ended) this.#host.end(this.id);
    this.#ended = true;
    await this.#gone;
  }

  connected(socket: Socket): void {
    this.#isConnected = true;
    const events: LinkEvents = {
      receive: (message) => this.#events?.receive(message),
      garbled: (reason) => {
        this.text(`The connection of this environment carries ${reason}: it is ended.`);
        void this.end();
      },
      closed: (unread) => {
        this.#isConnected = false;
        this.#unread = unread;
        if (this.#exit) this.#tell();
        else void this.end();
      },
    };
    this.#link = new Link(socket, events, readDirectly);
    for (const message of this.#early.splice(0)) this.#link.send(message);
  }

  wrote(socket: Socket): void {
    eachLine(socket, (line) => this.text(line));
  }

  text(text: string): void {
    for (const line of text.split('\n'))
      this.#events?.receive({ kind: 'log', level: 'RAW', requestId: undefined, line });
  }

  refused(reason: string): void {
    this.#exit = { code: 1, outOfMemory: false };
    this.#events?.refused(reason);
    this.#tellGone();
  }

  /** It is gone. What it said before is heard first. */
  exited(exit: EnvironmentExit): void {
    this.#exit = exit;
    if (!this.#isConnected) this.#tell();
  }

  #tell(): void {
    if (this.#exit) this.#events?.exited(this.#exit, this.#unread);
    this.#events = undefined;
    this.#tellGone();
  }
}
