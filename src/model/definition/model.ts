import type { Api } from './api.ts';
import type { Credential } from './authorizer.ts';
import type { Domain } from './domain.ts';
import type { Fault } from './fault.ts';
import type { LocalTables } from './local-tables.ts';
import type { LambdaFunction } from './function.ts';
import type { Position } from '../base/position.ts';
import type { SharedStateSettings } from './shared-state.ts';
import type { Throttle } from './stage.ts';

/** Everything the user defined, whichever source it came from. Past the sources nothing is optional because unparsed. */
export interface Model {
  /** Folder of the configuration file, absolute. */
  readonly root: string;
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  /** In the order of the source; their ports are already assigned. */
  readonly apis: readonly Api[];
  readonly credentials: readonly Credential[];
  readonly processes: readonly LocalProcess[];
  readonly admin: AdminSettings | false;
  /** One port in front of all APIs, by host name; absent: none. 0 takes a free one. */
  readonly edge?: { readonly port: number };
  /** Custom domain names that the edge serves, beside those of the APIs. */
  readonly domains?: readonly Domain[];
  /** AWS services by name (`dynamodb`, `sqs` …) -> endpoint URL for service integrations. `AWS_ENDPOINT_URL_*` stands in for missing ones. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** VPC link or listener/service ARN -> local base URL. */
  readonly vpcLinks: Readonly<Record<string, string>>;
  /** Issuers of the user pools that the local issuer stands for, `https://cognito-idp.{region}.amazonaws.com/{pool}`. */
  readonly userPools?: readonly string[];
  /** Environments of all functions together that stay warm; absent: the default. */
  readonly maxWarm?: number;
  /** Of requests to all APIs together; absent: none. */
  readonly accountThrottle?: Throttle;
  /** What this emulator has in common with others; absent: nothing. */
  readonly shared?: SharedStateSettings;
  /** Variables read from the env file: passed to every function, below its own `environment`. */
  readonly env: Readonly<Record<string, string>>;
  /** Drills that are on from the start; absent: none. */
  readonly faults?: readonly Fault[];
  /** Tables that a DynamoDB on this machine is to have before anything is served. */
  readonly tables?: LocalTables;
  /** Files whose change means the definition changed (absolute paths). */
  readonly files: readonly string[];
}

export interface AdminSettings {
  readonly port: number;
}

/** A local service of the user's, started before the APIs and stopped with them. */
export interface LocalProcess {
  readonly name: string;
  /** A shell command, run in `cwd`. */
  readonly command: string;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** How readiness is detected: an http(s) URL that answers, `tcp://host:port` that accepts, or absent (ready when started). */
  readonly ready?: string;
  /** Seconds to wait for it; 30 unless set. */
  readonly readyTimeout: number;
  readonly declaredAt?: Position;
}
