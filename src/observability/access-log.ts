import { createWriteStream, mkdirSync } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { dirname } from 'node:path';
import type { AccessLog } from '../model/definition/stage.ts';

/** Opens where access log lines go. */
export interface AccessLogs {
  /** A writer of entries for the stage's destination. Each becomes one line, whatever the client put into its headers. */
  open(settings: AccessLog): (entry: string) => void;
}

/** An entry is cut at 1 MB (docs/aws/http-api.md#quotas). */
const LONGEST_ENTRY = 1024 * 1024;

/**
 * Lines to files (their folder is made) are appended and flushed when the emulator closes; `stdout` goes through the given printer. `kept`
 * receives each entry of a file.
 */
export class AccessLogFiles implements AccessLogs {
  readonly #print: (line: string, api: string) => void;
  readonly #kept: (line: string, api: string) => void;
  readonly #onError: (destination: string, error: Error) => void;
  readonly #files = new Map<string, WriteStream>();

  constructor(
    print: (line: string, api: string) => void,
    onError: (destination: string, error: Error) => void,
    kept: (line: string, api: string) => void = () => undefined,
  ) {
    this.#print = print;
    this.#kept = kept;
    this.#onError = onError;
  }

  /** `api`: whose entries they are; for the printer. */
  open(settings: AccessLog, api = ''): (entry: string) => void {
    if (settings.destination === 'stdout') return (entry) => this.#print(oneLine(entry), api);
    const stream = this.#files.get(settings.destination) ?? this.#create(settings.destination);
    return (entry) => {
      const line = oneLine(entry);
      stream.write(`${line}\n`);
      this.#kept(line, api);
    };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#files.values()].map((stream) => new Promise<void>((done) => stream.end(() => done()))));
    this.#files.clear();
  }

  #create(destination: string): WriteStream {
    try {
      mkdirSync(dirname(destination), { recursive: true });
    } catch {
      // Opening the file fails for the same reason, and says so.
    }
    const stream = createWriteStream(destination, { flags: 'a' });
    stream.on('error', (error) => this.#onError(destination, error));
    this.#files.set(destination, stream);
    return stream;
  }
}

function oneLine(entry: string): string {
  return entry
    .replace(/[\r\n]+/g, ' ')
    .trimEnd()
    .slice(0, LONGEST_ENTRY);
}
