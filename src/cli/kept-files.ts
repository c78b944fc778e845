import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  type Stats,
} from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../model/base/regular-file.ts';
import type { KeptEntry, KeptValues } from '../sources/kept/kept-values.ts';

/** By then a start is over. */
const WRITE_AFTER_MS = 3000;
/** Of one entry: what is made of the largest template that AWS takes is a fraction of it. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Projects have a few texts each; what was written longest ago is removed first. */
const MOST_FILES = 40;
const OLDEST_MS = 30 * 24 * 60 * 60 * 1000;

/** An entry's file: SHA-256 of its name and the rest, length of the JSON, the JSON, the numbers. */
const DIGEST_BYTES = 32;
const HEAD_BYTES = DIGEST_BYTES + 4;

/**
 * What starts read from texts, as files of a folder beside the program: whoever may write there may change the program too. A file is found by
 * the SHA-256 of what it was made from and of the program's version. One that is not whole, that belongs to another user or that others may write
 * to is ignored, and so is a folder like that; where nothing can be written, nothing is kept.
 */
export class KeptFiles implements KeptValues {
  readonly leastCharacters = 4000;
  readonly #folder: string;
  readonly #version: string;
  readonly #unwritten = new Map<string, Buffer>();
  #isWaiting = false;
  readonly #writeAtExit = (): void => this.write();
  #found = 0;
  #missed = 0;
  #isTrusted: boolean | undefined;

  constructor(folder: string, version: string) {
    this.#folder = folder;
    this.#version = version;
  }

  /** Whether all that was looked for was there. */
  get hadAll(): boolean {
    return this.#found > 0 && this.#missed === 0;
  }

  find(madeFrom: readonly string[]): KeptEntry | undefined {
    const name = this.#nameOf(madeFrom);
    const bytes = this.#unwritten.get(name) ?? this.#read(name);
    const entry = bytes && decoded(name, bytes);
    if (entry === undefined) this.#missed += 1;
    else this.#found += 1;
    return entry;
  }

  keep(madeFrom: readonly string[], entry: KeptEntry): void {
    const name = this.#nameOf(madeFrom);
    const bytes = encoded(name, entry);
    if (bytes.length > MOST_BYTES) return;
    // A definition that is edited again and again is kept as it was last.
    if (this.#unwritten.size >= MOST_FILES) this.#unwritten.clear();
    this.#unwritten.set(name, bytes);
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    setTimeout(() => this.write(), WRITE_AFTER_MS).unref();
    process.once('exit', this.#writeAtExit);
  }

  /** Writes what waits to be written. */
  write(): void {
    this.#isWaiting = false;
    process.off('exit', this.#writeAtExit);
    const entries = [...this.#unwritten];
    this.#unwritten.clear();
    if (entries.length === 0) return;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      this.#isTrusted = undefined;
      if (!this.#trustsFolder()) return;
      for (const [name, bytes] of entries) this.#writeOne(name, bytes);
      this.#removeOld();
    } catch {
      // Installed where this user may not write.
    }
  }

  #nameOf(madeFrom: readonly string[]): string {
    const hash = createHash('sha256');
    // The length of each: no two lists are the same text.
    for (const part of [this.#version, process.arch, ...madeFrom]) hash.update(`${part.length} ${part}`);
    return hash.digest('hex');
  }

  #read(name: string): Buffer | undefined {
    let descriptor: number | undefined;
    try {
      if (!this.#trustsFolder()) return undefined;
      descriptor = openSync(join(this.#folder, name), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
      const stats = fstatSync(descriptor);
      return stats.isFile() && isOurs(stats) && stats.size <= MOST_BYTES ? readFileSync(descriptor) : undefined;
    } catch {
      return undefined;
    } finally {
      if (descriptor !== undefined) closeSync(descriptor);
    }
  }

  #trustsFolder(): boolean {
    if (this.#isTrusted === undefined) {
      const stats = lstatSync(this.#folder, { throwIfNoEntry: false });
      this.#isTrusted = stats?.isDirectory() === true && isOurs(stats);
    }
    return this.#isTrusted;
  }

  /** Renamed into place: another start may be reading. */
  #writeOne(name: string, bytes: Buffer): void {
    const unfinished = join(this.#folder, `${name}.${process.pid}`);
    writeWhole(unfinished, bytes);
    // Whatever files are made with: one that others may write to is not read.
    chmodSync(unfinished, 0o600);
    renameSync(unfinished, join(this.#folder, name));
  }

  #removeOld(): void {
    const files = readdirSync(this.#folder)
      .map((name) => join(this.#folder, name))
      .map((file) => ({ file, age: Date.now() - statSync(file).mtimeMs }))
      .toSorted((a, b) => a.age - b.age);
    for (const [index, { file, age }] of files.entries()) {
      if (index >= MOST_FILES || age > OLDEST_MS) rmSync(file, { force: true });
    }
  }
}

/** Nobody else can have written it. Windows has no such modes; there the folder's rights are those of the program. */
function isOurs({ uid, mode }: Stats): boolean {
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}

function encoded(name: string, { json, numbers }: KeptEntry): Buffer {
  const text = Buffer.from(json);
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUInt32LE(text.length, DIGEST_BYTES);
  const bytes = Buffer.concat([head, text, Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength)]);
  digestOf(name, bytes).copy(bytes);
  return bytes;
}

function decoded(name: string, bytes: Buffer): KeptEntry | undefined {
  if (bytes.length < HEAD_BYTES || !digestOf(name, bytes).equals(bytes.subarray(0, DIGEST_BYTES))) return undefined;
  const end = HEAD_BYTES + bytes.readUInt32LE(DIGEST_BYTES);
  // A copy: numbers are read from where memory is aligned for them.
  const numbers = new Int32Array(new Uint8Array(bytes.subarray(end)).buffer);
  return { json: bytes.toString('utf8', HEAD_BYTES, end), numbers };
}

function digestOf(name: string, bytes: Buffer): Buffer {
  return createHash('sha256').update(name).update(bytes.subarray(DIGEST_BYTES)).digest();
}
