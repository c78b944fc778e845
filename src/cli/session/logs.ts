import type { Io } from '../io.ts';
import type { AdminClient } from './admin-client.ts';

export interface LogsCommand {
  readonly follow: boolean;
  readonly functionName?: string;
  readonly request?: string;
  readonly level?: string;
  /** Only access logs, or only execution logs; function logs where neither is asked for. */
  readonly kinds: readonly ('access' | 'execution')[];
  readonly json: boolean;
  /** Resolves when the user wants to stop following. */
  readonly stopped: Promise<unknown>;
}

interface Line {
  readonly number: number;
  readonly time: number;
  readonly kind: string;
  readonly source: string;
  readonly requestId: string;
  readonly level: string;
  readonly text: string;
}

/** How often a running emulator is asked for new lines, in milliseconds. */
const PERIOD_MS = 300;

/** `gw-emulate logs`: the lines that a running emulator still holds, and with `-f` those that follow. */
export async function runLogs(client: AdminClient, command: LogsCommand, io: Io): Promise<number> {
  const stop = new AbortController();
  void command.stopped.then(() => stop.abort());
  const after = new Map<string, number>();
  do {
    const lines = await read(client, command, after);
    for (const line of lines) io.stdout(shown(line, command.json, io));
    io.flush?.();
    if (command.follow) await Promise.race([pause(), command.stopped]);
  } while (command.follow && !stop.signal.aborted);
  return 0;
}

async function read(
  client: AdminClient,
  { functionName, request, level, kinds }: LogsCommand,
  after: Map<string, number>,
): Promise<Line[]> {
  const wanted: readonly string[] = kinds.length === 0 ? ['function'] : kinds;
  const answers = await Promise.all(
    wanted.map(async (kind) => {
      const search = new URLSearchParams({ kind, after: String(after.get(kind) ?? 0) });
      if (functionName !== undefined) search.set('function', functionName);
      if (request !== undefined) search.set('request', request);
      if (level !== undefined) search.set('level', level);
      const { logs } = (await client.ask(`logs?${search.toString()}`)) as { logs: Line[] };
      // By kind: a line of one may come between the questions for two.
      const last = logs.at(-1);
      if (last !== undefined) after.set(kind, last.number);
      return logs;
    }),
  );
  return answers.flat().sort((one, other) => one.number - other.number);
}

function shown(line: Line, json: boolean, io: Io): string {
  if (json) return `${JSON.stringify(line)}\n`;
  const { time, source, level, text } = line;
  const tone = level === 'ERROR' || level === 'FATAL' ? 'red' : level === 'WARN' ? 'yellow' : undefined;
  const painted = tone === undefined ? level.padEnd(5) : io.paint(tone, level.padEnd(5));
  return `${io.paint('dim', new Date(time).toISOString().slice(11, 23))} ${source === '' ? '' : `${source} `}${painted} ${text}\n`;
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PERIOD_MS);
  });
}
