import { BlockList, isIP } from 'node:net';
import { PolicyError } from './policy-error.ts';

/** Compiles `203.0.113.0/24`, `2001:db8::/32` or a single address into a test of addresses. */
export function compileRange(range: string): (address: string) => boolean {
  const [network = '', prefixText] = range.split('/');
  const family = isIP(network);
  const bits = family === 6 ? 128 : 32;
  const prefix = prefixText === undefined ? bits : Number(prefixText);
  if (family === 0 || !/^\d{0,3}$/.test(prefixText ?? '') || prefixText === '' || prefix > bits) {
    throw new PolicyError(`"${range}" is neither an IP address nor a CIDR range`);
  }
  const list = new BlockList();
  list.addSubnet(network, prefix, family === 6 ? 'ipv6' : 'ipv4');
  return (address) => {
    const kind = isIP(address);
    return kind !== 0 && list.check(address, kind === 6 ? 'ipv6' : 'ipv4');
  };
}
