import { chmodSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { crc32, inflateRawSync } from 'node:zlib';
import { readCentralDirectory } from './central-directory.ts';
import type { ZipEntry } from './central-directory.ts';
import { realPlace } from './real-place.ts';
import { ZipError } from './zip-error.ts';

/** Lambda's limit for a function and its layers, unzipped: 250 MB (docs/aws/lambda.md#errors-and-limits). */
const MAX_UNZIPPED_BYTES = 250 * 1024 * 1024;
/** A zip file without the Zip64 extension has fewer entries. Each may name folders that no entry of their own announces. */
const MAX_FOLDERS = 65_535;
/** Folders in each other. The system walks through all of them for each file: of a thousand, fifty thousand take minutes. */
const DEEPEST = 100;
/** Of files and folders with one name. */
const CLASHES: ReadonlySet<string | undefined> = new Set(['EEXIST', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG']);

const STORED = 0;
const DEFLATED = 8;
const FILE_TYPE = 0o170000;
const SYMBOLIC_LINK = 0o120000;

/**
 * Unpacks a zip file into an existing folder, modes and symbolic links included. Nothing is written outside of it: names that lead out, and links
 * that point out, are refused. Throws `ZipError`; what was written before stays.
 */
export function unzip(zip: Buffer, folder: string, maxBytes: number = MAX_UNZIPPED_BYTES): void {
  const entries = readCentralDirectory(zip);
  requireFewFolders(entries);
  const total = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (total > maxBytes) throw new ZipError(`has ${total} bytes unzipped; Lambda takes ${maxBytes} at most`);
  const root = realpathSync(folder);
  // Links last: no file can be written through one.
  const links = entries.filter(isLink);
  for (const entry of entries) if (!isLink(entry)) place(entry, () => unpackEntry(zip, entry, root));
  for (const entry of links) place(entry, () => unpackLink(contents(zip, entry).toString(), entry, root));
  checkLinks(links, root);
}

/** Before anything is made: names of a few kilobytes each could make millions. */
function requireFewFolders(entries: readonly ZipEntry[]): void {
  const folders = new Set<string>();
  for (const { name } of entries) {
    if (name.split('/', DEEPEST + 2).length > DEEPEST + 1)
      throw new ZipError(`has more than ${DEEPEST} folders in each other (${name.slice(0, 100)}…)`);
    for (let folder = parentOf(name); folder !== '' && !folders.has(folder); folder = parentOf(folder)) {
      folders.add(folder);
      if (folders.size > MAX_FOLDERS) throw new ZipError(`has more than ${MAX_FOLDERS} folders`);
    }
  }
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}

/** What the file system says of two entries with one name is about a path of ours. */
function place({ name }: ZipEntry, unpack: () => void): void {
  try {
    unpack();
  } catch (error) {
    if (!CLASHES.has((error as NodeJS.ErrnoException).code)) throw error;
    throw new ZipError(`has an entry that cannot be made beside the others (${name})`);
  }
}

function unpackEntry(zip: Buffer, entry: ZipEntry, root: string): void {
  const path = inside(root, entry.name);
  if (entry.name.endsWith('/')) {
    mkdirSync(path, { recursive: true });
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents(zip, entry));
  if ((entry.mode & 0o111) !== 0) chmodSync(path, 0o755);
}

function unpackLink(target: string, entry: ZipEntry, root: string): void {
  const path = inside(root, entry.name);
  if (isAbsolute(target)) throw leadsOut(entry.name);
  // Nothing is made through a link, and both places are those that links made before give: what a path says may be elsewhere on disk.
  requireInside(root, realPlace(dirname(path)), entry.name);
  mkdirSync(dirname(path), { recursive: true });
  requireInside(root, realPlace(target, realpathSync(dirname(path))), entry.name);
  symlinkSync(target, path);
}

/** A later link may move the end of an earlier one. Then none stays. */
function checkLinks(links: readonly ZipEntry[], root: string): void {
  const outside = links.find(({ name }) => !isInside(root, realPlace(join(root, name))));
  if (outside === undefined) return;
  for (const { name } of links) rmSync(join(root, name), { force: true });
  throw leadsOut(outside.name);
}

function isLink(entry: ZipEntry): boolean {
  return (entry.mode & FILE_TYPE) === SYMBOLIC_LINK;
}

/** The entry's bytes, checked against its size and checksum. */
function contents(zip: Buffer, entry: ZipEntry): Buffer {
  const { offset, compressedSize, method, name } = entry;
  if (offset + 30 > zip.length) throw new ZipError(`is damaged (${name})`);
  const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
  const packed = zip.subarray(start, start + compressedSize);
  const bytes = inflated(packed, entry);
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw new ZipError(`is damaged (${name})`);
  if (method !== STORED && method !== DEFLATED)
    throw new ZipError(`is packed by a method that Lambda does not know (${name})`);
  return bytes;
}

/** Stops at the size that the directory announced, so that a small file cannot fill the memory. */
function inflated(packed: Buffer, { method, size, name }: ZipEntry): Buffer {
  if (method !== DEFLATED) return packed;
  try {
    return size === 0 ? Buffer.alloc(0) : inflateRawSync(packed, { maxOutputLength: size });
  } catch {
    throw new ZipError(`is damaged (${name})`);
  }
}

function inside(root: string, name: string): string {
  if (name.includes('\0') || name.includes('\\') || isAbsolute(name) || name.split('/').includes('..'))
    throw leadsOut(name);
  const path = join(root, name);
  requireInside(root, path, name);
  return path;
}

function requireInside(root: string, path: string | undefined, name: string): void {
  if (!isInside(root, path)) throw leadsOut(name);
}

function isInside(root: string, path: string | undefined): boolean {
  if (path === undefined) return false;
  const way = relative(root, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function leadsOut(name: string): ZipError {
  return new ZipError(`has an entry that leads out of its folder (${name})`);
}
