/** Names a browser or SDK on this machine uses for the admin port. Anything else is a foreign page that rebinds its DNS name. */
const LOCAL_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a request to an admin endpoint names this machine in its Host header. `extra` is the host that --host binds. */
export function isLocalHost(hostHeader: string | undefined, extra: string): boolean {
  if (hostHeader === undefined) return false;
  const name = hostHeader.replace(/:\d+$/, '').toLowerCase();
  return LOCAL_NAMES.has(name) || name === extra.toLowerCase();
}
