import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type { TemporaryFolders } from '../environment/temporary-folders.ts';
import type { LambdaSettings } from '../settings.ts';
import type { PoolServices } from '../pool/pool-services.ts';
import { EnvironmentListener } from './environment-listener.ts';
import { FunctionHost } from './function-host.ts';
import { launcher } from './launcher.ts';
import { mayRunInThread, OwnProcesses } from './own-processes.ts';
import { startProcess } from './process-environment.ts';
import { SpareThread } from './spare-thread.ts';
import { threadStarter } from './thread-environment.ts';

/** Longer paths have no room in the address of a socket (104 bytes on macOS). */
const LONGEST_ADDRESS = 100;

/** Where functions run: the function host and what leads to it, and the processes of those functions that need one. */
export class EnvironmentHost {
  readonly start: PoolServices['start'];
  readonly #settings: LambdaSettings;
  readonly #temporary: TemporaryFolders;
  readonly #host: FunctionHost;
  readonly #spare: SpareThread | undefined;
  #listener: EnvironmentListener | undefined;

  constructor(settings: LambdaSettings, temporary: TemporaryFolders) {
    this.#settings = settings;
    this.#temporary = temporary;
    const warn = (message: string): void => settings.onWarning?.(message);
    const own = new OwnProcesses(warn);
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
    const inThread = threadStarter({ host: this.#host, spare: this.#spare, own, startProcess });
    this.start = launcher(settings, inThread, own);
  }

  /** Starts what the first event will need. Resolves at once, with a debugger when one can connect. */
  async prepare(functions: Readonly<Record<string, LambdaFunction>>): Promise<void> {
    if (this.#settings.inspectPort !== undefined) await this.#host.inspectable();
    const first = Object.values(functions).find(mayRunInThread);
    if (first) this.#spare?.prepare(first.memory);
    else void this.#host.spareEarly();
  }

  inspectorUrl(): string | undefined {
    return this.#host.inspectorUrl;
  }

  /** Resolves when the host is gone. */
  async close(): Promise<void> {
    this.#spare?.close();
    await this.#host.close();
    this.#listener?.close();
  }

  #address(): string {
    if (process.platform === 'win32') return String.raw`\\.\pipe\gw-emulate-${randomUUID()}`;
    const address = join(this.#temporary.home(), 'functions');
    return address.length <= LONGEST_ADDRESS ? address : join('/tmp', `gw-emulate-${randomUUID()}`);
  }
}

function unconnected(error: Error): string {
  return `Functions cannot be reached: ${error.message}. Set TMPDIR to a folder that can be written to.`;
}
