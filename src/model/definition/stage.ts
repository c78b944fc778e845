/** Rate in requests per second and bucket size. 0 refuses everything. */
export interface Throttle {
  readonly rate?: number;
  readonly burst?: number;
}

export interface AccessLog {
  readonly format: string;
  /** `stdout`, or a file (absolute path). */
  readonly destination: string;
}

/** What one stage of an API has beside the API's definition. */
export interface Stage {
  /** `$default` for HTTP APIs unless named. */
  readonly name: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly accessLog?: AccessLog;
  /** The stage's default for every route. */
  readonly throttle?: Throttle;
  /** Ten lower-case letters and digits or so; changes with every deployment. */
  readonly deploymentId: string;
}

/** How the API is reached behind a custom domain instead of its execute-api name. */
export interface CustomDomain {
  /** `api.example.com`; absent keeps the execute-api host name in events. */
  readonly domainName?: string;
  /** Mapping keys without leading and trailing slash; the empty string is the catch-all. */
  readonly basePaths: readonly string[];
}
