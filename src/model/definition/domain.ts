import type { Position } from '../base/position.ts';

/** A custom domain name with what it maps to (docs/aws/domains.md#choosing-api-and-stage). */
export interface Domain {
  /** In lower case; `*.example.com` for every host with one label more. */
  readonly name: string;
  readonly routingMode: RoutingMode;
  readonly mappings: readonly DomainMapping[];
  readonly routingRules: readonly RoutingRule[];
  /** Mutual TLS: absolute path of a PEM file with the certificates that clients' certificates may come from. */
  readonly truststore?: string;
  /** As for an API. */
  readonly securityPolicy?: string;
  readonly declaredAt?: Position;
}

/** `rules-then-mappings`: all rules first, then the mappings. */
export type RoutingMode = 'mappings' | 'rules' | 'rules-then-mappings';

export interface DomainMapping {
  /** Without slash at either end; the empty string is the catch-all. */
  readonly basePath: string;
  /** Name of the API. Its stage is the one that it has. */
  readonly api: string;
  /** The mapping names no stage: callers write this one after the base path. There may be a mapping for each stage. */
  readonly stageInPath?: string;
}

export interface RoutingRule {
  readonly id: string;
  /** Lowest first; unique in its domain. */
  readonly priority: number;
  /** All have to hold; without any the rule matches everything. */
  readonly headers: readonly HeaderCondition[];
  /** One of each list has to be what the path begins with. */
  readonly basePaths: readonly string[];
  readonly api: string;
  readonly stripBasePath: boolean;
}

export interface HeaderCondition {
  /** In any case. */
  readonly header: string;
  /** `*` at the start, at the end or at both; case counts. */
  readonly valueGlob: string;
}
