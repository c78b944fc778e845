/** How a request came to its API, where something in front of the API has decided that: else the API reads host and path itself. */
export type Arrival = EndpointArrival | DomainArrival;

/** By its execute-api name: the stage is the first segment of the path. */
export interface EndpointArrival {
  readonly by: 'endpoint';
}

/** By a mapping or a routing rule of a custom domain, which fix the stage. */
export interface DomainArrival {
  readonly by: 'domain';
  /** What events show: the name that the client used (docs/aws/domains.md#what-the-function-sees). */
  readonly domainName: string;
  /** What is left to match against the API's routes; begins with `/`. */
  readonly path: string;
  /** The mapping key (empty for the catch-all) or the base path of the rule; absent where the rule has none. */
  readonly basePath?: string;
  readonly routingRuleId?: string;
  /** The domain has mappings of several levels, behind which header names come in lower case. */
  readonly hasDeepMappings: boolean;
}
