import type { MeteredUsage } from './metered-usage.ts';
import { ephemeralGbSeconds, gbSeconds, httpRequestUnits, messageUnits } from './metering.ts';
import type { Architecture } from '../../model/definition/function.ts';
import { priceListOf, pricedRegions } from './price-lists/index.ts';

const KILOBYTE = 1024;

/** A month's usage as people describe it, for `gw-emulate cost --usage`. Every part is optional. */
export interface DescribedUsage {
  readonly region: string;
  readonly freeTier: boolean;
  readonly http: { readonly requests: number; readonly kilobytesEach: number };
  readonly rest: { readonly requests: number; readonly cacheGb?: string; readonly cacheHours: number };
  readonly websocket: {
    readonly messages: number;
    readonly kilobytesEach: number;
    readonly connectionMinutes: number;
  };
  readonly lambda: {
    readonly requests: number;
    readonly millisecondsEach: number;
    readonly memoryMb: number;
    readonly architecture: Architecture;
    readonly ephemeralMb: number;
  };
  readonly transferOutGb: number;
}

/** Reads a usage file's value. `problems` are sentences that name the member; with any, `usage` is `undefined`. */
export function readUsage(
  value: unknown,
  defaultRegion = 'us-east-1',
): {
  readonly usage: DescribedUsage | undefined;
  readonly problems: readonly string[];
} {
  const problems: string[] = [];
  const all = members(value, 'the usage', problems);
  const part = (name: string) => members(all[name] ?? {}, name, problems);
  const [http, rest, websocket, lambda] = [part('http'), part('rest'), part('websocket'), part('lambda')];
  refuseOthers(all, '', ['region', 'freeTier', 'http', 'rest', 'websocket', 'lambda', 'transferOutGb'], problems);
  refuseOthers(http, 'http.', ['requests', 'kilobytesEach'], problems);
  refuseOthers(rest, 'rest.', ['requests', 'cacheGb', 'cacheHours'], problems);
  refuseOthers(websocket, 'websocket.', ['messages', 'kilobytesEach', 'connectionMinutes'], problems);
  const ofLambda = ['requests', 'millisecondsEach', 'memoryMb', 'architecture', 'ephemeralMb'];
  refuseOthers(lambda, 'lambda.', ofLambda, problems);

  const parts = { http, rest, websocket, lambda };
  const count = (of: keyof typeof parts, name: string, otherwise = 0): number =>
    amount(parts[of][name] ?? otherwise, `${of}.${name}`, otherwise, problems);
  const region = text(all, 'region', defaultRegion, problems);
  const prices = priceListOf(region);
  if (prices === undefined) {
    problems.push(`region: there is no price list of ${region}; there are ${pricedRegions.join(', ')}`);
  }
  const written = rest['cacheGb'];
  const cacheGb =
    written === undefined
      ? undefined
      : typeof written === 'number'
        ? String(written)
        : text(rest, 'cacheGb', '', problems);
  if (cacheGb !== undefined && prices !== undefined && prices.cacheHours[cacheGb] === undefined) {
    problems.push(`rest.cacheGb: API Gateway has caches of ${Object.keys(prices.cacheHours).join(', ')} GB`);
  }
  const architecture = text(lambda, 'architecture', 'x86_64', problems);
  if (architecture !== 'x86_64' && architecture !== 'arm64') problems.push('lambda.architecture: x86_64 or arm64');
  if (typeof (all['freeTier'] ?? false) !== 'boolean') problems.push('freeTier: true or false');

  const usage: DescribedUsage = {
    region,
    freeTier: all['freeTier'] === true,
    http: { requests: count('http', 'requests'), kilobytesEach: count('http', 'kilobytesEach') },
    rest: {
      requests: count('rest', 'requests'),
      cacheHours: count('rest', 'cacheHours', 730),
      ...(cacheGb === undefined ? {} : { cacheGb }),
    },
    websocket: {
      messages: count('websocket', 'messages'),
      kilobytesEach: count('websocket', 'kilobytesEach'),
      connectionMinutes: count('websocket', 'connectionMinutes'),
    },
    lambda: {
      requests: count('lambda', 'requests'),
      millisecondsEach: count('lambda', 'millisecondsEach'),
      memoryMb: count('lambda', 'memoryMb', 128),
      architecture: architecture === 'arm64' ? 'arm64' : 'x86_64',
      ephemeralMb: count('lambda', 'ephemeralMb', 512),
    },
    transferOutGb: amount(all['transferOutGb'] ?? 0, 'transferOutGb', 0, problems),
  };
  return { usage: problems.length === 0 ? usage : undefined, problems };
}

/** Counts a described usage as AWS does. */
export function meteredOf({ http, rest, websocket, lambda, transferOutGb }: DescribedUsage): MeteredUsage {
  return {
    httpRequests: http.requests * httpRequestUnits(http.kilobytesEach * KILOBYTE),
    restRequests: rest.requests,
    caches: rest.cacheGb === undefined ? [] : [{ sizeGb: rest.cacheGb, hours: rest.cacheHours }],
    websocketMessages: websocket.messages * messageUnits(websocket.kilobytesEach * KILOBYTE),
    connectionMinutes: websocket.connectionMinutes,
    lambda: [
      {
        architecture: lambda.architecture,
        requests: lambda.requests,
        gbSeconds: lambda.requests * gbSeconds(lambda.millisecondsEach, lambda.memoryMb),
        ephemeralGbSeconds: lambda.requests * ephemeralGbSeconds(lambda.millisecondsEach, lambda.ephemeralMb),
      },
    ],
    transferOutGb,
  };
}

type Members = Readonly<Record<string, unknown>>;

function members(value: unknown, name: string, problems: string[]): Members {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members;
  problems.push(`${name}: an object was expected`);
  return {};
}

function refuseOthers(from: Members, before: string, known: readonly string[], problems: string[]): void {
  for (const name of Object.keys(from)) {
    if (!known.includes(name)) problems.push(`${before}${name}: unknown; known here: ${known.join(', ')}`);
  }
}

function amount(value: unknown, name: string, otherwise: number, problems: string[]): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  problems.push(`${name}: a number of 0 or more was expected, found ${JSON.stringify(value)}`);
  return otherwise;
}

function text(from: Members, name: string, otherwise: string, problems: string[]): string {
  const value = from[name] ?? otherwise;
  if (typeof value === 'string') return value;
  problems.push(`${name}: a text was expected, found ${JSON.stringify(value)}`);
  return otherwise;
}
