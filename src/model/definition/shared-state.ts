/** State that several emulators have in common, on an engine that speaks the protocol of Redis. */
export interface SharedStateSettings {
  readonly engine: EngineAddress;
  /** What throttles and quotas answer while the engine cannot be reached. */
  readonly whenUnreachable: WhenUnreachable;
  /** Keeps gateways apart that have the account and region in common. Absent: they share it. */
  readonly name?: string;
}

export type WhenUnreachable = 'refuse' | 'allow';

/** Where a Valkey or Redis is. */
export interface EngineAddress {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly username?: string;
  readonly password?: string;
  readonly database: number;
  /** The address as messages show it: without credentials. */
  readonly shown: string;
}

/** Either spelling, plain or over TLS. */
const SCHEMES: Readonly<Record<string, { readonly secure: boolean }>> = {
  'redis:': { secure: false },
  'valkey:': { secure: false },
  'rediss:': { secure: true },
  'valkeys:': { secure: true },
};

const DEFAULT_PORT = 6379;

/**
 * Reads `redis://[[user]:password@]host[:port][/database]`. What is wrong comes back as words that follow "must be": they never repeat the text,
 * which may hold a password.
 */
export function readEngineAddress(text: string): EngineAddress | { readonly wanted: string } {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const scheme = url && SCHEMES[url.protocol];
  if (url === undefined || scheme === undefined) return { wanted: 'a URL that begins with redis:// or rediss://' };
  if (url.hostname === '') return { wanted: 'a URL with a host: redis://localhost:6379' };
  if (url.search !== '' || url.hash !== '') return { wanted: 'a URL without a query: redis://localhost:6379/0' };
  const database = /^\/?(\d{0,4})$/.exec(url.pathname)?.[1];
  if (database === undefined)
    return { wanted: 'a URL whose path is the number of a database: redis://localhost:6379/0' };
  const credentials = decoded(url);
  if (credentials === undefined) return { wanted: 'a URL with %-encoded credentials: a literal % is written %25' };
  const port = url.port === '' ? DEFAULT_PORT : Number(url.port);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    secure: scheme.secure,
    ...credentials,
    database: Number(database),
    shown: `${url.protocol}//${url.hostname}:${port}/${Number(database)}`,
  };
}

function decoded({ username, password }: URL): Pick<EngineAddress, 'username' | 'password'> | undefined {
  try {
    return {
      ...(username !== '' && { username: decodeURIComponent(username) }),
      ...(password !== '' && { password: decodeURIComponent(password) }),
    };
  } catch {
    return undefined;
  }
}
