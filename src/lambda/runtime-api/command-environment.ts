import type {
  EnvironmentEvents,
  EnvironmentExit,
  ExecutionEnvironment,
  Launch,
  StartEnvironment,
} from '../environment/execution-environment.ts';
import type { ToEnvironment } from '../environment/protocol.ts';
import { CommandProcess } from './command-process.ts';
import { invalidEntrypoint, programFault } from './program.ts';
import { listenRuntimeApi } from './runtime-api-server.ts';
import type { RuntimeApiListener } from './runtime-api-server.ts';
import { RuntimeSession } from './runtime-session.ts';

/**
 * Starts an environment that is a program of any language: it asks for events and posts results over the Runtime API on a loopback port of
 * its own (docs/aws/lambda.md#runtime-api). The program gets the function's variables, runs in the function's folder, and is killed with
 * all its children.
 */
export const startCommand: StartEnvironment = (launch, events) => new CommandEnvironment(launch, events);

class CommandEnvironment implements ExecutionEnvironment {
  readonly #events: EnvironmentEvents;
  readonly #session: RuntimeSession;
  readonly #started: Promise<void>;
  #listener: RuntimeApiListener | undefined;
  #process: CommandProcess | undefined;
  #ending = false;

  constructor(launch: Launch, events: EnvironmentEvents) {
    this.#events = events;
    this.#session = new RuntimeSession(events, () => this.#process?.peakMemoryMb() ?? 0, launch.setup.hosts);
    // Later: nothing may be reported before the starter has it.
    this.#started = Promise.resolve().then(() => this.#start(launch));
  }

  send(message: ToEnvironment): void {
    if (message.kind === 'invoke') this.#session.invoke(message);
    else if (message.kind === 'taken') this.#session.taken(message.bytes);
    else if (message.kind === 'hosts') this.#session.replaceHosts(message.hosts);
  }

  async end(): Promise<void> {
    this.#ending = true;
    await this.#started;
    await this.#process?.kill();
    await this.#listener?.close();
  }

  async #start(launch: Launch): Promise<void> {
    const { lambda } = launch;
    const command = lambda.code.kind === 'command' ? lambda.code.command : '';
    const fault = programFault(command, lambda.root, launch.variables);
    if (fault !== undefined) return this.#cannotStart(fault);
    try {
      this.#listener = await listenRuntimeApi(this.#session);
    } catch (error) {
      return this.#cannotStart(`No port for the Runtime API of ${lambda.name}: ${(error as Error).message}`);
    }
    if (this.#ending) return;
    this.#process = new CommandProcess(command, {
      cwd: lambda.root,
      variables: { ...programVariables(launch), AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${this.#listener.port}` },
      line: (line) =>
        this.#events.receive({ kind: 'log', level: 'RAW', requestId: this.#session.currentRequestId, line }),
      exited: (exit) => this.#exited(exit),
    });
  }

  #exited(exit: EnvironmentExit): void {
    this.#session.processEnded();
    this.#events.exited(exit);
    void this.#listener?.close();
  }

  /** What Lambda says when there is nothing to execute, and on the log what to do about it. */
  #cannotStart(reason: string): void {
    this.#events.receive({ kind: 'log', level: 'RAW', requestId: undefined, line: reason });
    const error = invalidEntrypoint(reason);
    this.#events.receive({ kind: 'init-error', payload: JSON.stringify(error), errorType: error.errorType });
  }
}

/** OS-only runtimes have no AWS_EXECUTION_ENV; a function that names another runtime has its own. */
function programVariables({ lambda, variables }: Launch): Record<string, string> {
  if (lambda.runtime !== undefined && !lambda.runtime.startsWith('provided')) return { ...variables };
  const { AWS_EXECUTION_ENV: _none, ...rest } = variables;
  return rest;
}
