const atom = '[^\\s()<>,;:\\\\"[\\]@.\\p{Cc}]+';
const localPart = new RegExp(`^(?:"(?:[^"\\\\\\r\\n]|\\\\.)*"|${atom}(?:\\.${atom})*)$`, 'u');
const domain = /^(?:\[[^\s[\]]*\]|[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*)$/u;

/** An address as Java Mail's strict reading has it, with or without a name: `ann@example.com`, `Ann <ann@example.com>`; one label is a domain. */
export function isEmail(text: string): boolean {
  const address = /^[^<>@,;:]*<([^<>]*)>\s*$/.exec(text)?.[1] ?? text.trim();
  const at = address.lastIndexOf('@');
  return at > 0 && localPart.test(address.slice(0, at)) && domain.test(address.slice(at + 1));
}
