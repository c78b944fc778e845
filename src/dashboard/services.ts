import type { TokenRequest } from '../authorizers/index.ts';
import type { RunningFault } from '../drills/index.ts';
import type { Model } from '../model/definition/model.ts';
import type { Problem } from '../model/base/position.ts';
import type { FunctionBuild, InvocationResult } from '../model/lambda/invocation.ts';
import type { Exchange } from '../observability/exchange.ts';
import type { Journal } from '../observability/journal.ts';
import type { MetricSeries } from '../observability/metrics/metric-store.ts';
import type { LogStore } from '../observability/log-store.ts';
import type { SourceContext } from '../observability/record/refusal.ts';
import type { Session } from '../observability/session/session.ts';

/** What the console can see and do: the running emulator, without its sockets. */
export interface ConsoleServices {
  readonly version: string;
  readonly startedAt: number;
  readonly apis: () => readonly ServedApi[];
  readonly functionUrls: () => readonly { readonly name: string; readonly url: string }[];
  readonly processes: () => readonly LocalService[];
  readonly model: () => Model;
  readonly journal: Journal;
  readonly session: Session;
  readonly logs: LogStore;
  /** CloudWatch’s metrics of the session. */
  readonly metrics: () => readonly MetricSeries[];
  readonly sources: SourceContext;
  readonly builds: () => readonly FunctionBuild[];
  readonly environments: () => Readonly<Record<string, EnvironmentUse>>;
  /** The environments of a function, the oldest first. */
  readonly environmentsOf: (functionName: string) => readonly EnvironmentFacts[];
  /** What keeps a function from running an event that it was given; `undefined` where it runs. */
  readonly waitsFor: (functionName: string, event: unknown) => 'build' | 'cold start' | 'free environment' | undefined;
  readonly problems: () => readonly ConsoleProblem[];
  readonly lastReload: () => ReloadState | undefined;
  /** Calls back when something else than traffic changed: builds, problems, the definition. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly send: (api: string, request: SentRequest) => Promise<Exchange>;
  readonly sockets: ConsoleSockets;
  /** Invokes a function with the JSON text of an event. */
  readonly invoke: (functionName: string, payload: string) => Promise<InvocationResult>;
  /** A token of the local issuer. */
  readonly mint: (request: TokenRequest) => string;
  readonly usage: ConsoleUsage;
  readonly faults: ConsoleFaults;
  readonly templateFiles: TemplateFiles;
  /** A sample event, as `gw-emulate event` prints it. Rejects with a sentence for an unknown kind. */
  readonly sampleEvent: (kind: string) => Promise<unknown>;
  /** The event of an exchange in the other payload format; `undefined` where there is none. */
  readonly otherFormat: (
    exchange: Exchange,
  ) => Promise<{ readonly format: string; readonly event: unknown } | undefined>;
  /** An API as an OpenAPI document; `undefined` for WebSocket APIs and unknown names. */
  readonly openApi: (api: string) => Promise<unknown>;
}

export interface ServedApi {
  readonly name: string;
  readonly type: string;
  readonly stage: string;
  readonly url: string;
}

/** A local service of `processes:`. */
export interface LocalService {
  readonly name: string;
  readonly command: string;
  readonly ready?: string;
  readonly state: 'starting' | 'running' | 'ended';
  readonly how?: string;
}

export interface EnvironmentUse {
  readonly total: number;
  readonly busy: number;
  readonly waiting: number;
}

/** One execution environment. */
export interface EnvironmentFacts {
  readonly id: string;
  readonly state: 'loading' | 'busy' | 'free';
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** When it became free; absent while it works. */
  readonly idleSince?: number;
  /** Events that it has begun. */
  readonly invocations: number;
  readonly memoryMb: number;
  /** How long its cold start took; absent until its first event has ended. */
  readonly initMs?: number;
}

/** A problem with what it is about. */
export interface ConsoleProblem extends Problem {
  readonly about: 'configuration' | 'function' | 'notice';
  readonly functionName?: string;
}

export interface ReloadState {
  readonly at: number;
  readonly tookMs: number;
  readonly ok: boolean;
  readonly changed: readonly string[];
}

/** A request that the console sends, without a socket. */
export interface SentRequest {
  readonly method: string;
  readonly rawPath: string;
  readonly rawQuery: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer | null;
  readonly sourceIp: string;
}

/** The WebSocket connections, those of the console's own among them. */
export interface ConsoleSockets {
  list(): readonly OpenConnection[];
  /** Opens a connection whose client is the console; resolves with its id, or the status that refused it. */
  open(api: string, request: SentRequest): Promise<{ readonly id: string } | { readonly refused: number }>;
  /** As the client would send it; false where the connection is not open. */
  sendAsClient(id: string, text: string): boolean;
  /** As a server would through `@connections`; false where the connection is not open. */
  sendAsServer(id: string, text: string): boolean;
  close(id: string): boolean;
}

export interface OpenConnection {
  readonly id: string;
  readonly api: string;
  readonly connectedAt: number;
  readonly lastActiveAt: number;
  readonly sourceIp: string;
  readonly userAgent?: string;
  readonly authorizer?: Readonly<Record<string, string>>;
  /** Whether the console is its client. */
  readonly own: boolean;
}

export interface ConsoleUsage {
  list(): Promise<readonly KeyUsage[]>;
  /** False where the state that is shared with other emulators cannot be reached. */
  reset(filter: { readonly api?: string; readonly key?: string }): Promise<boolean>;
}

export interface KeyUsage {
  readonly api: string;
  readonly plan: string;
  readonly key: string;
  readonly period: string;
  /** Absent where the state that is shared with other emulators cannot be reached. */
  readonly used?: number;
  readonly limit: number;
}

/** The drills. */
export interface ConsoleFaults {
  list(): readonly RunningFault[];
  /** Throws an `EmulatorError` with all that is wrong with the rule. */
  add(fault: unknown): RunningFault;
  remove(id: string): boolean;
  clear(): void;
}

/** The files that mapping templates of the project come from. */
export interface TemplateFiles {
  /** For each text the files that hold it; more than one where it is not known which of them is meant. */
  find(texts: readonly string[]): Promise<ReadonlyMap<string, readonly FoundTemplateFile[]>>;
  /**
   * Writes a template into its file, unless the file has changed since it had that hash. `isTemplate` tells whether one of the definition's
   * templates fits. What was refused is said in a word.
   */
  write(
    file: string,
    hash: string,
    text: string,
    isTemplate: (fits: (template: string) => boolean) => boolean,
  ): { readonly hash: string } | 'no file' | 'changed' | 'no template' | 'too large';
}

export interface FoundTemplateFile {
  /** As the user would type it, relative to the working folder. */
  readonly file: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly hash: string;
  /** The definition was read from it, so that it is read again when it changes. */
  readonly isRead: boolean;
}
