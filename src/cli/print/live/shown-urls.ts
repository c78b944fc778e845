import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';

/** A name server that does not answer must not delay the start. */
const PATIENCE_MS = 200;

/**
 * The URLs that a person is shown: with `localhost` in place of 127.0.0.1 where that name reaches the emulator, so that cookies with
 * `SameSite` are the same site as those of a development server at `localhost`. Not where another program listens at the same port of
 * ::1, which browsers try first.
 */
export async function shownUrls(urls: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const shown = new Map<string, string>();
  const local = urls.filter((url) => new URL(url).hostname === '127.0.0.1');
  if (local.length === 0 || !(await namesLoopback())) return shown;
  await Promise.all(
    local.map(async (url) => {
      if (!(await answers('::1', Number(new URL(url).port)))) shown.set(url, url.replace('//127.0.0.1', '//localhost'));
    }),
  );
  return shown;
}

/** The same URL at each address by which other machines reach this one, where the emulator listens on all of them. */
export function networkUrls(url: string, host: string | undefined, addresses = ownAddresses()): string[] {
  if (host !== '0.0.0.0' && host !== '::') return [];
  return addresses.map((address) => url.replace(/\/\/[^/]*?(:\d+)?(?=\/|$)/, `//${address}$1`));
}

function ownAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return all.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);
}

async function namesLoopback(): Promise<boolean> {
  const found = lookup('localhost', { all: true }).then(
    (addresses) => addresses.some(({ address }) => address === '127.0.0.1'),
    () => false,
  );
  const late = new Promise<false>((resolve) => setTimeout(resolve, PATIENCE_MS, false).unref());
  return Promise.race([found, late]);
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: PATIENCE_MS });
    const end = (reached: boolean) => (): void => {
      socket.destroy();
      resolve(reached);
    };
    socket.on('connect', end(true)).on('error', end(false)).on('timeout', end(false));
  });
}
