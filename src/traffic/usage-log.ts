import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isJsonObject, parseJson } from '../model/base/json.ts';
import { readRegularFile } from '../model/base/regular-file.ts';

/** What one API key has used of one plan's quota in one period. */
export interface UsageRecord {
  /** API name, plan and key by name. */
  readonly api: string;
  readonly plan: string;
  readonly key: string;
  /** First day of the period, `2026-11-01`. */
  readonly period: string;
  readonly used: number;
  /** First day of the first period in which the key used the plan: the only one from which a quota's offset is subtracted. */
  readonly since: string;
}

/** Used quota, kept across restarts. */
export interface UsageStore {
  get(api: string, plan: string, key: string): UsageRecord | undefined;
  put(record: UsageRecord): void;
  all(): UsageRecord[];
  /** Forgets what the filter names; everything without one. */
  reset(filter?: { readonly api?: string; readonly key?: string }): void;
}

/**
 * A usage store on a file of one JSON line a change, the last one for a key wins. A line is handed to the operating system before the request
 * goes on, so nothing counted is lost when the process is killed; a torn last line is ignored. Opening rewrites the file to one line a key
 * (to a temporary file, renamed), so that it does not grow for ever. Where another process has put a file of its own in place, a reset from the
 * command line for one, that one is read.
 */
export class UsageLog implements UsageStore {
  readonly #file: string;
  readonly #records = new Map<string, UsageRecord>();
  readonly #onTrouble: (message: string) => void;
  #descriptor: number | undefined;
  /** Whether the last thing counted could not be written. */
  #isFailing = false;

  /** `onTrouble` is called once when the file cannot be written (any more); what is used is then kept in memory only. */
  constructor(file: string, onTrouble: (message: string) => void = () => undefined) {
    this.#file = file;
    this.#onTrouble = onTrouble;
    this.#read();
  }

  get(api: string, plan: string, key: string): UsageRecord | undefined {
    this.#followReplacement();
    return this.#records.get(nameOf({ api, plan, key }));
  }

  put(record: UsageRecord): void {
    this.#records.set(nameOf(record), record);
    try {
      // What could not be written meanwhile comes with the whole file.
      if (this.#isFailing) this.close();
      const line = `${JSON.stringify(record)}\n`;
      // A disk that fills up may take a part: the next line must not become one with it.
      if (writeSync(this.#open(), line) < Buffer.byteLength(line)) throw new Error('the disk is full');
      this.#isFailing = false;
    } catch (error) {
      this.#sayOnce(error);
    }
  }

  #sayOnce(error: unknown): void {
    if (this.#isFailing) return;
    this.#isFailing = true;
    const why = error instanceof Error ? error.message : String(error);
    this.#onTrouble(`Used quota cannot be written to ${this.#file} and is kept in memory only: ${why}`);
  }

  all(): UsageRecord[] {
    return [...this.#records.values()];
  }

  reset(filter: { readonly api?: string; readonly key?: string } = {}): void {
    for (const [name, record] of this.#records) {
      if (filter.api !== undefined && filter.api !== record.api) continue;
      if (filter.key !== undefined && filter.key !== record.key) continue;
      this.#records.delete(name);
    }
    this.close();
    this.#rewrite();
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  #read(): void {
    this.#records.clear();
    for (const record of readRecords(this.#file)) this.#records.set(nameOf(record), record);
  }

  /** A file that was renamed over has no link left; writes to it would be lost. While nothing was counted, the file decides. */
  #followReplacement(): void {
    if (this.#isFailing) return;
    if (this.#descriptor !== undefined && fstatSync(this.#descriptor).nlink > 0) return;
    this.close();
    this.#read();
  }

  /** The file is made when the first thing is counted: an API without quotas leaves no trace. */
  #open(): number {
    if (this.#descriptor !== undefined) return this.#descriptor;
    this.#rewrite();
    this.#descriptor = openSync(this.#file, 'a');
    return this.#descriptor;
  }

  #rewrite(): void {
    mkdirSync(dirname(this.#file), { recursive: true });
    const temporary = `${this.#file}.${randomUUID()}.tmp`;
    writeFileSync(
      temporary,
      this.all()
        .map((record) => `${JSON.stringify(record)}\n`)
        .join(''),
    );
    renameSync(temporary, this.#file);
  }
}

/** Keeps usage in memory only, for emulators that leave nothing behind. */
export class UsageMemory implements UsageStore {
  readonly #records = new Map<string, UsageRecord>();

  get(api: string, plan: string, key: string): UsageRecord | undefined {
    return this.#records.get(nameOf({ api, plan, key }));
  }

  put(record: UsageRecord): void {
    this.#records.set(nameOf(record), record);
  }

  all(): UsageRecord[] {
    return [...this.#records.values()];
  }

  reset(): void {
    this.#records.clear();
  }
}

function nameOf(record: Pick<UsageRecord, 'api' | 'plan' | 'key'>): string {
  return JSON.stringify([record.api, record.plan, record.key]);
}

function readRecords(file: string): UsageRecord[] {
  let text: string;
  try {
    text = readRegularFile(file);
  } catch {
    return [];
  }
  return text.split('\n').flatMap((line) => {
    const record = parseRecord(line);
    return record === undefined ? [] : [record];
  });
}

function parseRecord(line: string): UsageRecord | undefined {
  if (line === '') return undefined;
  const value = parseJson(line);
  if (!isJsonObject(value)) return undefined;
  const { api, plan, key, period, used, since }: Partial<Record<keyof UsageRecord, unknown>> = value;
  if (typeof api !== 'string' || typeof plan !== 'string' || typeof key !== 'string') return undefined;
  if (typeof used !== 'number' || !Number.isSafeInteger(used) || used < 0) return undefined;
  if (!isDay(period) || !isDay(since)) return undefined;
  return { api, plan, key, period, used, since };
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
}
