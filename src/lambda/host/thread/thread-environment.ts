import type {
  EnvironmentEvents,
  EnvironmentExit,
  ExecutionEnvironment,
  Launch,
  StartEnvironment,
} from '../../environment/execution-environment.ts';
import { lambdaNodeFlags } from '../../environment/node-flags.ts';
import type { FromEnvironment, InvokeMessage, ToEnvironment } from '../../environment/protocol.ts';
import { eventsAhead } from './events-ahead.ts';
import type { FunctionHost } from '../function-host.ts';
import type { HostedThread, ThreadEvents } from './hosted-thread.ts';
import { threadNodeOptions } from '../node-options.ts';
import type { OwnProcesses } from '../own-processes.ts';
import type { SpareThread } from './spare-thread.ts';

export interface ThreadServices {
  readonly host: FunctionHost;
  readonly spare: SpareThread | undefined;
  readonly own: OwnProcesses;
  readonly startProcess: StartEnvironment;
}

/** Starts environments in threads of the function host; in the spare one, if it fits. */
export function threadStarter(services: ThreadServices): StartEnvironment {
  return (launch, events) => new ThreadEnvironment(launch, events, services);
}

/**
 * A thread of the function host, quickest to start and killed in milliseconds. When the code asks for what only a process has, a process takes
 * its place, and is sent what the thread had not answered.
 */
class ThreadEnvironment implements ExecutionEnvironment, ThreadEvents {
  readonly ahead = eventsAhead((first, end, taken) => {
    if (this.#process) taken(undefined);
    else this.#thread.takeBack(first, end, taken);
  });
  readonly #launch: Launch;
  readonly #events: EnvironmentEvents;
  readonly #services: ThreadServices;
  readonly #thread: HostedThread;
  #process: ExecutionEnvironment | undefined;
  #isReady = false;
  #unanswered: InvokeMessage[] = [];
  #lastSent: ToEnvironment | undefined;

  constructor(launch: Launch, events: EnvironmentEvents, services: ThreadServices) {
    this.#launch = launch;
    this.#events = events;
    this.#services = services;
    const { lambda, setup, variables } = launch;
    const nodeOptions = variables['NODE_OPTIONS'] ?? '';
    const { preloads, early } = threadNodeOptions(variables);
    const isPlain = launch.inspectPort === undefined && early === undefined;
    this.#thread =
      (isPlain ? services.spare?.take(lambda.memory) : undefined) ??
      services.host.thread({
        memoryMb: lambda.memory,
        flags: lambdaNodeFlags(process.versions.node, nodeOptions),
        ...(launch.inspectPort === undefined ? {} : { name: lambda.name }),
        ...(early === undefined ? {} : { variables: early }),
      });
    this.#thread.attach(lambda.name, this);
    this.#thread.send({ kind: 'setup', setup: { ...setup, preloads }, variables });
  }

  send(message: ToEnvironment): void {
    this.#lastSent = message;
    if (message.kind === 'invoke') {
      this.#unanswered.push(message);
      this.#thread.busy = true;
    }
    (this.#process ?? this.#thread).send(message);
  }

  async end(): Promise<void> {
    await Promise.all([this.#thread.end(), this.#process?.end()]);
  }

  receive(message: FromEnvironment): void {
    switch (message.kind) {
      case 'needs-process':
        return this.#move(`uses what a thread does not have: ${message.what}`);
      case 'ready':
        this.#isReady = true;
        break;
      case 'result':
      case 'too-large':
      case 'error':
      case 'next':
        this.#unanswered.shift();
        break;
      default:
    }
    this.#thread.busy = !this.#isReady || this.#unanswered.length > 0;
    this.#events.receive(message);
  }

  refused(reason: string): void {
    const { lambda, variables } = this.#launch;
    const options = variables['NODE_OPTIONS'];
    if (options === undefined) {
      this.#text(`No thread can be started for ${lambda.name}: ${reason}`);
      this.#events.exited({ code: 1, outOfMemory: false });
    } else this.#move(`has NODE_OPTIONS that a thread cannot be given (${options})`);
  }

  exited(exit: EnvironmentExit, unread: boolean): void {
    if (this.#process) return;
    // Of several events one may have begun.
    const [event, ...others] = this.#unanswered;
    if (unread && event !== undefined && event === this.#lastSent && others.length === 0)
      this.#events.receive({ kind: 'idle-exit' });
    this.#events.exited(exit);
  }

  #move(why: string): void {
    if (this.#process) return;
    this.#services.own.add(this.#launch.lambda.name, why);
    const again = this.#unanswered;
    const wasReady = this.#isReady;
    this.#process = this.#services.startProcess(this.#launch, {
      receive: (message) => {
        if (message.kind !== 'ready' || !wasReady) this.#events.receive(message);
        if (message.kind === 'ready') for (const invocation of again) this.#process?.send(invocation);
      },
      exited: (exit) => this.#events.exited(exit),
    });
    void this.#thread.end();
  }

  #text(line: string): void {
    this.#events.receive({ kind: 'log', level: 'RAW', requestId: undefined, line });
  }
}
