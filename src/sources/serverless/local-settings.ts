/**
 * What a service says about being served locally, in the words of `emulator.config.yaml`: what stands there, and flags of the command line,
 * go before it.
 */
export interface LocalSettings {
  /** Address to listen on. */
  readonly host?: string;
  /** Of the first API. */
  readonly port?: number;
  /** Of the Lambda API. */
  readonly adminPort?: number;
  /** By logical id. */
  readonly apis: Readonly<Record<string, LocalApiSettings>>;
  /** Variables of every function, below its own. */
  readonly env: Readonly<Record<string, string>>;
  readonly tables?: LocalTables;
}

export interface LocalApiSettings {
  readonly port?: number;
  /** Served below this path, without the stage in it: `/` for none. */
  readonly basePath?: string;
}

/** Tables to create, and to fill, in a DynamoDB that runs on this machine. */
export interface LocalTables {
  /** `http://localhost:8000`. */
  readonly endpoint: string;
  readonly region: string;
  /** What `CreateTable` takes, as `resources:` declare it. */
  readonly tables: readonly Readonly<Record<string, unknown>>[];
  readonly seeds: readonly TableSeed[];
}

export interface TableSeed {
  readonly table: string;
  /** Absolute paths of JSON files, each with an item or a list of items. */
  readonly files: readonly string[];
  /** Items are in DynamoDB's own JSON (`{ "id": { "S": "1" } }`), not plain. */
  readonly isRaw: boolean;
}
