/** Tables to create, and to fill, in a DynamoDB that runs on this machine. */
export interface LocalTables {
  /** `http://localhost:8000`. */
  readonly endpoint: string;
  readonly region: string;
  /** What `CreateTable` takes. */
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
