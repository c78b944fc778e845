import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type { TemporaryFolders } from '../environment/temporary-folders.ts';
import type { LambdaSettings } from '../settings.ts';
import type { PoolServices } from '../pool/pool-services.ts';
import { EnvironmentListener } from './thread/environment-listener.ts';
import { FunctionHost } from './function-host.ts';
import { InspectPorts } from './inspect-ports.ts';
import { launcher, variablesOf } from './launcher.ts';
import { mayRunInThread, OwnProcesses } from './own-processes.ts';
import { startProcess } from './process/process-environment.ts';
import { WaitingProcesses } from './process/waiting-processes.ts';
import { SpareThread } from './thread/spare-thread.ts';
import { threadStarter } from './thread/thread-environment.ts';

/** Longer paths have no room in the address of a socket (104 bytes on macOS). */
const LONGEST_ADDRESS = 100;

/** What a debugger can connect to. */
export interface Debuggee {
  /** The function whose processes it reaches; none for the host of all others. */
  readonly functionName?: string;
  /** `127.0.0.1:9229` */
  readonly address: string;
}

/** Where functions run: the function host and what leads to it, and the processes of those functions that need one. */
export class EnvironmentHost {
  readonly start: PoolServices['start'];
  readonly #settings: LambdaSettings;
  readonly #temporary: TemporaryFolders;
  readonly #host: FunctionHost;
  readonly #spare: SpareThread | undefined;
  readonly #ports: InspectPorts | undefined;
  readonly #waiting: WaitingProcesses | undefined;
  #listener: EnvironmentListener | undefined;
  #prepared: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(settings: LambdaSettings, temporary: TemporaryFolders) {
    this.#settings = settings;
    this.#temporary = temporary;
    const warn = (message: string): void => settings.onWarning?.(message);
    const own = new OwnProcesses(warn, (functionName) => this.#reachedAt(functionName));
    this.#host = new FunctionHost({
      shell: settings.shell,
      early: settings.earlyHost,
      folder: settings.root,
      listener: () =>
        (this.#listener ??= new EnvironmentListener(this.#address(), (error) => warn(unconnected(error)))),
      inspectPort: settings.inspectPort,
      blamed: (names) => {
        for (const name of names) own.add(name, 'ended the process that functions share');
      },
    });
    this.#spare = settings.spareThread === true ? new SpareThread(this.#host, settings.clock) : undefined;
    this.#ports = settings.inspectPort === undefined ? undefined : new InspectPorts(settings.inspectPort);
    this.#waiting = this.#ports && new WaitingProcesses(this.#ports);
    const inProcess = this.#waiting?.start ?? startProcess;
    const inThread = threadStarter({ host: this.#host, spare: this.#spare, own, startProcess: inProcess });
    this.start = launcher(settings, inThread, inProcess, own);
  }

  /** Starts what the first event will need. Resolves at once, with a debugger when one can connect. Throws `PORT_IN_USE` where it cannot. */
  prepare(functions: Readonly<Record<string, LambdaFunction>>): Promise<void> {
    return (this.#prepared = this.#prepare(functions));
  }

  /** These are the functions from now on. While debugging, those that are new and need a process get one that waits, and their port is said. */
  async redefine(functions: Readonly<Record<string, LambdaFunction>>): Promise<void> {
    if (!this.#ports || !this.#waiting) return;
    const isPrepared = await this.#prepared.then(
      () => true,
      () => false,
    );
    if (!isPrepared) return;
    this.#ports.keepOnly(functions);
    const listed = new Set(this.#ports.list().map(({ functionName }) => functionName));
    this.#waiting.keepOnly(functions);
    try {
      await this.#letProcessesWait(functions);
    } catch (error) {
      this.#settings.onWarning?.((error as Error).message);
    }
    for (const { functionName } of this.#ports.list())
      if (!listed.has(functionName)) this.#settings.onWarning?.(`${functionName}:${this.#reachedAt(functionName)}`);
  }

  async #prepare(functions: Readonly<Record<string, LambdaFunction>>): Promise<void> {
    if (this.#settings.inspectPort !== undefined) await this.#host.inspectable();
    const listening = this.#letProcessesWait(functions);
    const first = Object.values(functions).find(mayRunInThread);
    if (first) this.#spare?.prepare(first.memory);
    else void this.#host.spareEarly();
    await listening;
  }

  /** While debugging: gives functions that need a process their port, and a process that waits there. */
  async #letProcessesWait(functions: Readonly<Record<string, LambdaFunction>>): Promise<void> {
    if (!this.#ports || !this.#waiting) return;
    const own = Object.values(functions).filter((each) => isOfNode(each) && !mayRunInThread(each));
    const listed = new Set(this.#ports.list().map(({ functionName }) => functionName));
    const names = own.map(({ name }) => name);
    await this.#ports.provide(names.filter((name) => !listed.has(name)).length);
    if (this.#closed) return;
    this.#ports.assign(names);
    await this.#waiting.prepare(
      own.map((lambda) => ({ lambda, variables: variablesOf(this.#settings, lambda, this.#temporary.home()) })),
    );
  }

  /** Of a function in processes of its own, as the end of a message; nothing while nobody debugs. */
  #reachedAt(functionName: string): string {
    this.#ports?.assign([functionName]);
    const port = this.#ports?.list().find((each) => each.functionName === functionName)?.port;
    return port === undefined ? '' : ` A debugger reaches it at 127.0.0.1:${port}.`;
  }

  inspectorUrl(): string | undefined {
    return this.#host.inspectorUrl;
  }

  /** Where debuggers connect: to all functions in threads, and to each that has processes of its own. */
  debuggers(): Debuggee[] {
    const url = this.#host.inspectorUrl;
    const own = this.#ports?.list() ?? [];
    return [
      ...(url === undefined ? [] : [{ address: new URL(url).host }]),
      ...own.map(({ functionName, port }) => ({ functionName, address: `127.0.0.1:${port}` })),
    ];
  }

  /** Resolves when the host is gone. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#spare?.close();
    await Promise.all([this.#waiting?.close(), this.#host.close()]);
    this.#listener?.close();
  }

  #address(): string {
    if (process.platform === 'win32') return String.raw`\\.\pipe\gw-emulate-${randomUUID()}`;
    const address = join(this.#temporary.home(), 'functions');
    return address.length <= LONGEST_ADDRESS ? address : join('/tmp', `gw-emulate-${randomUUID()}`);
  }
}

/** Whether it runs in Node, which debuggers know. */
function isOfNode({ code }: LambdaFunction): boolean {
  return code.kind === 'handler' || code.kind === 'inline' || code.kind === 'zip';
}

function unconnected(error: Error): string {
  return `Functions cannot be reached: ${error.message}. Set TMPDIR to a folder that can be written to.`;
}
