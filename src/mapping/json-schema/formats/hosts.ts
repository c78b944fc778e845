import { isIPv4, isIPv6 } from 'node:net';

/** Labels of letters, digits, hyphens and underscores that neither begin nor end with those; the last one does not begin with a digit. */
export function isHostname(text: string): boolean {
  const name = text.replace(/[\u3002\uff0e\uff61]/g, '.').replace(/\.$/, '');
  const labels = name.split('.');
  if (name.length > 253 || labels.length > 127) return false;
  return labels.every(isLabel) && !/^[0-9]/.test(labels.at(-1) ?? '');
}

function isLabel(label: string): boolean {
  // What is not ASCII is not looked at.
  return (
    label.length > 0 && label.length <= 63 && /^[a-zA-Z0-9_\u0080-\uffff-]+$/.test(label) && !/^[-_]|[-_]$/.test(label)
  );
}

/** Java makes an IPv4 address of an IPv6 one that wraps it (`::ffff:1.2.3.4`). */
export function isIpv4(text: string): boolean {
  return isIPv4(text) || isWrappedIpv4(text);
}

export function isIpv6(text: string): boolean {
  return isIPv6(text) && !text.includes('%') && !isWrappedIpv4(text);
}

function isWrappedIpv4(text: string): boolean {
  if (!isIPv6(text) || text.includes('%')) return false;
  return /^\[::ffff:[0-9a-f]{1,4}:[0-9a-f]{1,4}\]$/.test(new URL(`http://[${text}]/`).hostname);
}
