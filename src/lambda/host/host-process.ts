import { refusalInWords } from '../environment/system-limits.ts';
import { environmentFile } from '../environment/environment-files.ts';
import { FrameError, FrameReader, encodeFrame } from '../environment/connection/frames.ts';
import type { FromHost, ToHost } from '../environment/host/host-protocol.ts';
import type { EnvironmentExit } from '../environment/execution-environment.ts';
import { LastWords } from './process/last-words.ts';
import { guard, killGroup, unguard, wakeGroup } from './process/orphan-guard.ts';
import { heardAll, spawnConnected } from './process/spawn-connected.ts';
import type { ConnectedProcess } from './process/spawn-connected.ts';

/** Bytes of what a host says; its threads speak for themselves. */
const MAX_REPORT_BYTES = 16 * 1024 * 1024;
/** Where there is no such folder Node writes no report about a fatal error, but says for which thread it would be. */
const FLAGS = ['--report-on-fatalerror', '--report-directory=no-report-is-written'];

export interface HostProcessEvents {
  said(message: FromHost): void;
  /** Text on its standard output or error, which belongs to no thread for certain. */
  wrote(text: string): void;
  /** Called once. `thread`: Node's number of the one that it died of, where it says so. */
  died(exit: EnvironmentExit, thread: number | undefined): void;
}

/** One function host as a child process, in a process group and session of its own, which no terminal and no handler ties to ours. */
export class HostProcess {
  readonly #process: ConnectedProcess | undefined;
  readonly #gone: Promise<void>;
  #hear: (events: HostProcessEvents) => void = () => undefined;

  constructor(shell: Readonly<Record<string, string | undefined>>) {
    const heard = new Promise<HostProcessEvents>((resolve) => {
      this.#hear = resolve;
    });
    try {
      this.#process = spawnConnected(process.execPath, [...FLAGS, environmentFile('host')], {
        env: hostVariables(shell),
      });
      this.#gone = follow(this.#process, heard);
    } catch (error) {
      this.#gone = Promise.resolve();
      void tellNotStarted((error as Error).message, heard);
    }
  }

  /** Who hears of it. It may have been started before that was known; until then nothing is asked of it. */
  listen(events: HostProcessEvents): void {
    this.#hear(events);
  }

  send(message: ToHost): void {
    if (this.#process?.connection.writable === true)
      this.#process.connection.write(encodeFrame(JSON.stringify(message)));
  }

  /** Lets it go on where somebody has stopped it (SIGSTOP). */
  wake(): void {
    const pid = this.#process?.child.pid;
    if (pid !== undefined) wakeGroup(pid);
  }

  /** Kills it with all that was started in it; resolves when it is gone. */
  async kill(): Promise<void> {
    const pid = this.#process?.child.pid;
    if (pid !== undefined) killGroup(pid);
    await this.#gone;
  }
}

/** Resolves when it is gone. */
function follow(started: ConnectedProcess, heard: Promise<HostProcessEvents>): Promise<void> {
  const { child, connection, stdout, stderr } = started;
  const { pid } = child;
  const words = new LastWords();
  if (pid !== undefined) guard(pid);
  void heard.then((events) => {
    const reader = new FrameReader(MAX_REPORT_BYTES, (head) => events.said(head as FromHost));
    connection.on('data', (chunk: Buffer) => {
      try {
        reader.push(chunk);
      } catch (error) {
        // A handler has written to a descriptor that is not its own. What else the host says cannot be told from it.
        if (!(error instanceof FrameError)) throw error;
        connection.destroy();
        events.wrote(`The connection of the function host carries ${error.message}: the host is ended.\n`);
        if (pid !== undefined) killGroup(pid);
      }
    });
    for (const stream of [stdout, stderr]) stream.on('data', (text: string) => events.wrote(text));
  });
  for (const stream of [stdout, stderr]) stream.setEncoding('utf8');
  stderr.on('data', (text: string) => words.add(text));
  return new Promise((resolve) => {
    const end = async (code: number | null, signal: string | null): Promise<void> => {
      if (pid !== undefined) {
        killGroup(pid);
        unguard(pid);
      }
      connection.resume();
      await heardAll(started);
      connection.destroy();
      resolve();
      const exit = { code, outOfMemory: words.outOfMemory, ...(signal === null ? {} : { signal }) };
      (await heard).died(exit, words.thread);
    };
    child.once('error', (error) => {
      if (pid !== undefined) return;
      void tellNotStarted(error.message, heard);
      resolve();
    });
    child.once('exit', (code, signal) => void end(code, signal));
  });
}

async function tellNotStarted(reason: string, heard: Promise<HostProcessEvents>): Promise<void> {
  const events = await heard;
  events.wrote(`No process can be started for functions: ${refusalInWords(reason)}`);
  events.died({ code: 127, outOfMemory: false }, undefined);
}

/**
 * What all threads share and functions know from Lambda: the locale and UTC. With the arenas that glibc otherwise gives to each thread, those that
 * have ended leave a tenth of the host's memory behind.
 */
function hostVariables({ PATH, HOME }: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  return { PATH, HOME, LANG: 'en_US.UTF-8', LC_ALL: 'en_US.UTF-8', TZ: 'UTC', MALLOC_ARENA_MAX: '2' };
}
