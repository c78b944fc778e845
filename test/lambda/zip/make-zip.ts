import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipFile {
  readonly name: string;
  readonly data: string | Buffer;
  /** Unix mode with its file type; a plain file unless given. */
  readonly mode?: number;
  readonly stored?: boolean;
  /** What the directory says instead of the truth. */
  readonly claims?: {
    readonly size?: number;
    readonly crc?: number;
    readonly flags?: number;
    readonly method?: number;
  };
}

export const LINK = 0o120777;
export const PROGRAM = 0o100755;

/** A zip file as the usual tools write it. */
export function makeZip(files: readonly ZipFile[], comment = ''): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const file of files) {
    const { local, central } = entry(file, offset);
    parts.push(local);
    directory.push(central);
    offset += local.length;
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, entries, end, Buffer.from(comment)]);
}

function entry(file: ZipFile, offset: number): { local: Buffer; central: Buffer } {
  const name = Buffer.from(file.name);
  const data = Buffer.from(file.data as string);
  const packed = file.stored === true ? data : deflateRawSync(data);
  const method = file.claims?.method ?? (file.stored === true ? 0 : 8);
  const facts = Buffer.alloc(26);
  facts.writeUInt16LE(20, 0);
  facts.writeUInt16LE(file.claims?.flags ?? 0, 2);
  facts.writeUInt16LE(method, 4);
  facts.writeUInt32LE(file.claims?.crc ?? crc32(data), 10);
  facts.writeUInt32LE(packed.length, 14);
  facts.writeUInt32LE(file.claims?.size ?? data.length, 18);
  facts.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), facts, name, packed]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(((file.mode ?? 0o100644) << 16) >>> 0, 6);
  rest.writeUInt32LE(offset, 10);
  const central = Buffer.concat([Buffer.from('PK\u0001\u0002'), Buffer.from([20, 3]), facts, rest, name]);
  return { local, central };
}
