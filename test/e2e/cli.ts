import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');

export interface ReadyLine {
  readonly apis: readonly {
    readonly name: string;
    readonly url: string;
    readonly type: string;
    readonly stage: string;
  }[];
  readonly admin?: string;
  readonly edge?: { readonly url: string };
}

export interface RunningCli {
  readonly pid: number | undefined;
  readonly ready: ReadyLine;
  url(api: string): string;
  /** Resolves with the next line of the type (or the first that fits), from now on. */
  next(type: string, fits?: (line: Record<string, unknown>) => boolean): Promise<Record<string, unknown>>;
  readonly lines: readonly Record<string, unknown>[];
  /** Sends SIGTERM and resolves with the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Runs the built CLI to its end. */
export async function runCli(args: readonly string[], cwd: string, environment: NodeJS.ProcessEnv = process.env) {
  const child = spawn(process.execPath, [CLI, ...args], { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = ['', ''].map(() => [] as string[]);
  child.stdout.setEncoding('utf8').on('data', (text: string) => stdout?.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => stderr?.push(text));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: stdout?.join('') ?? '', stderr: stderr?.join('') ?? '' };
}

/** Starts the built CLI with --json on free ports and resolves when every API listens. */
export async function startCli(
  args: readonly string[],
  cwd: string,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<RunningCli> {
  const child = spawn(process.execPath, [CLI, 'start', '--json', '--port', '0', '--admin-port', '0', ...args], {
    cwd,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text));
  const lines: Record<string, unknown>[] = [];
  const waiting = new Set<(line: Record<string, unknown>) => void>();
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as Record<string, unknown>;
    lines.push(line);
    for (const wait of waiting) wait(line);
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  const next: RunningCli['next'] = (type, fits = () => true) =>
    new Promise((resolveLine, reject) => {
      const wait = (line: Record<string, unknown>): void => {
        if (line.type !== type || !fits(line)) return;
        waiting.delete(wait);
        resolveLine(line);
      };
      waiting.add(wait);
      void closed.then(([code]) =>
        reject(new Error(`the CLI ended with ${code}: ${errors.join('')}${JSON.stringify(lines)}`)),
      );
    });
  const ready = (await next('ready')) as unknown as ReadyLine;
  return {
    pid: child.pid,
    ready,
    lines,
    next,
    url(name) {
      const url = ready.apis.find((api) => api.name === name)?.url;
      if (url === undefined) throw new Error(`no API ${name}`);
      return url;
    },
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const [code] = await closed;
      return code;
    },
  };
}
