import { ZipError } from './zip-error.ts';

/** One entry of a zip file, as its central directory describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly crc: number;
  /** Where its local header begins. */
  readonly offset: number;
  /** Unix mode; 0 where the archive was made without. */
  readonly mode: number;
}

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_SIZE = 22;
const MAX_COMMENT = 65_535;
/** What stands in a field of 16 or 32 bits whose value is in a Zip64 record. */
const IN_ZIP64 = 0xffffffff;

/** Reads the central directory. Only it counts: what lies between entries is ignored. Throws `ZipError`. */
export function readCentralDirectory(zip: Buffer): ZipEntry[] {
  const end = endRecord(zip);
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  if (count === 0xffff || at === IN_ZIP64) throw new ZipError('is a Zip64 archive, which is larger than Lambda takes');
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i += 1) {
    if (at + 46 > zip.length || zip.readUInt32LE(at) !== ENTRY_SIGNATURE)
      throw new ZipError('is damaged: its directory ends early');
    const nameLength = zip.readUInt16LE(at + 28);
    entries.push(entryAt(zip, at, nameLength));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function entryAt(zip: Buffer, at: number, nameLength: number): ZipEntry {
  const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
  if ((zip.readUInt16LE(at + 8) & 1) === 1) throw new ZipError(`is encrypted (${name})`);
  const entry = {
    name,
    method: zip.readUInt16LE(at + 10),
    crc: zip.readUInt32LE(at + 16),
    compressedSize: zip.readUInt32LE(at + 20),
    size: zip.readUInt32LE(at + 24),
    offset: zip.readUInt32LE(at + 42),
    // The upper half is the Unix mode where the archive was made on Unix (3).
    mode: zip.readUInt8(at + 5) === 3 ? zip.readUInt16LE(at + 40) : 0,
  };
  if ([entry.compressedSize, entry.size, entry.offset].includes(IN_ZIP64))
    throw new ZipError('is a Zip64 archive, which is larger than Lambda takes');
  return entry;
}

/** The record at the end, behind which only a comment may stand. */
function endRecord(zip: Buffer): number {
  for (let at = zip.length - END_SIZE; at >= Math.max(0, zip.length - END_SIZE - MAX_COMMENT); at -= 1) {
    if (zip.readUInt32LE(at) === END_SIGNATURE) return at;
  }
  throw new ZipError('is not a zip file');
}
