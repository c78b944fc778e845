import type { Architecture } from '../../model/definition/function.ts';

/** What one month is charged for, counted in AWS's own units. */
export interface MeteredUsage {
  /** Requests of HTTP APIs in units of 512 KB. */
  readonly httpRequests: number;
  readonly restRequests: number;
  /** Caches of REST APIs: size in GB as API Gateway spells it, and the hours that they exist. */
  readonly caches: readonly { readonly sizeGb: string; readonly hours: number }[];
  /** Messages of WebSocket APIs in units of 32 KB, both directions. */
  readonly websocketMessages: number;
  readonly connectionMinutes: number;
  readonly lambda: readonly LambdaUsage[];
  /** Sent to the internet, in units of 2^30 bytes. */
  readonly transferOutGb: number;
}

export interface LambdaUsage {
  readonly architecture: Architecture;
  readonly requests: number;
  readonly gbSeconds: number;
  readonly ephemeralGbSeconds: number;
}

export const nothingUsed: MeteredUsage = {
  httpRequests: 0,
  restRequests: 0,
  caches: [],
  websocketMessages: 0,
  connectionMinutes: 0,
  lambda: [],
  transferOutGb: 0,
};

/** The same traffic `factor` times: a session stretched to a month. Caches cost by the hour and stay. */
export function scaled(usage: MeteredUsage, factor: number): MeteredUsage {
  return {
    ...usage,
    httpRequests: usage.httpRequests * factor,
    restRequests: usage.restRequests * factor,
    websocketMessages: usage.websocketMessages * factor,
    connectionMinutes: usage.connectionMinutes * factor,
    lambda: usage.lambda.map((one) => ({
      architecture: one.architecture,
      requests: one.requests * factor,
      gbSeconds: one.gbSeconds * factor,
      ephemeralGbSeconds: one.ephemeralGbSeconds * factor,
    })),
    transferOutGb: usage.transferOutGb * factor,
  };
}
