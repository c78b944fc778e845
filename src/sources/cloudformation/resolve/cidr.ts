/**
 * `Fn::Cidr`: so many blocks of `32 - bits` (IPv6: `128 - bits`) out of a block, in order. `undefined` for what is not a block, or when the block
 * does not hold so many.
 */
export function cidrBlocks(block: string, count: number, bits: number): string[] | undefined {
  const [address = '', prefix = ''] = block.split('/');
  const width = address.includes(':') ? 128 : 32;
  const size = Number(prefix);
  const start = width === 32 ? readV4(address) : readV6(address);
  const isPossible = start !== undefined && /^\d+$/.test(prefix) && size <= width;
  if (!isPossible || !(count >= 1 && count <= 256) || !(bits >= 1 && bits <= width - size)) return undefined;
  if (BigInt(count) > 1n << BigInt(width - size - bits)) return undefined;
  const first = (start >> BigInt(width - size)) << BigInt(width - size);
  return Array.from({ length: count }, (_, index) => {
    const value = first + (BigInt(index) << BigInt(bits));
    return `${width === 32 ? writeV4(value) : writeV6(value)}/${width - bits}`;
  });
}

function readV4(address: string): bigint | undefined {
  const parts = address.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !Number.isInteger(part) || part < 0 || part > 255)) return undefined;
  return parts.reduce((value, part) => (value << 8n) + BigInt(part), 0n);
}

function writeV4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

function readV6(address: string): bigint | undefined {
  const [head = '', tail] = address.split('::');
  const words = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [words(head), words(tail ?? '')];
  const missing = 8 - before.length - after.length;
  if (tail === undefined ? missing !== 0 : missing < 0) return undefined;
  const all = [...before, ...Array.from({ length: missing }, () => '0'), ...after];
  if (!all.every((word) => /^[0-9a-f]{1,4}$/i.test(word))) return undefined;
  return all.reduce((value, word) => (value << 16n) + BigInt(`0x${word}`), 0n);
}

function writeV6(value: bigint): string {
  const words = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  // The longest run of zeros is written `::`.
  const runs = [...words.join(':').matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)].map(([run]) => run);
  const longest = runs.toSorted((a, b) => b.length - a.length)[0];
  return longest === undefined ? words.join(':') : words.join(':').replace(longest, '::').replace(/:{3,}/, '::');
}
