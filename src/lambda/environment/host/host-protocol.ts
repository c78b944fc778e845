/** What the emulator and a function host say to each other about threads; what they do is said over each thread's own connection. */
export type ToHost =
  | { readonly kind: 'folder'; readonly path: string }
  /** Whether it is there; the answer is `here`. */
  | { readonly kind: 'there' }
  /** Opens the host's debugger on a port of the loopback interface; the answer is `inspector`. */
  | { readonly kind: 'inspect'; readonly port: number }
  | StartThread
  | { readonly kind: 'end'; readonly id: number }
  /**
   * Keeps the events of a thread from `first` (a ticket) to before `end` from beginning, those of them that have not. Nothing is taken while the
   * thread has not even begun the one before `first`.
   */
  | {
      readonly kind: 'take-back';
      readonly id: number;
      readonly call: number;
      readonly first: number;
      readonly end: number;
    };

export interface StartThread {
  readonly kind: 'start';
  readonly id: number;
  /** Where it connects to, and what it says there. */
  readonly connection: ThreadConnection;
  readonly memoryMb: number;
  readonly flags: readonly string[];
  /** For debuggers. */
  readonly name?: string;
  /** Variables that Node reads when a thread starts. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** How a thread reaches the emulator: the token stands for the environment, and counts once for each of its connections. */
export interface ThreadConnection {
  readonly address: string;
  readonly token: string;
}

/** First letter after the token: which connection of the environment this is. */
export const MESSAGES = 'm';
export const OUTPUT = 'o';

export type FromHost =
  | { readonly kind: 'here' }
  | { readonly kind: 'started'; readonly id: number; readonly thread: number }
  /** Node does not start a thread like this; why, in its words. */
  | { readonly kind: 'refused'; readonly id: number; readonly reason: string }
  | { readonly kind: 'text'; readonly id: number; readonly text: string }
  | { readonly kind: 'exited'; readonly id: number; readonly code: number; readonly outOfMemory: boolean }
  /** Events from ticket `from` on will not begin; `null`: all have begun. */
  | { readonly kind: 'took-back'; readonly call: number; readonly from: number | null }
  /** The URL is empty when the port is taken. */
  | { readonly kind: 'inspector'; readonly url: string };

/** What a thread of the host is started with. */
export interface ThreadData {
  readonly connection: ThreadConnection;
  readonly gate: SharedArrayBuffer;
}
