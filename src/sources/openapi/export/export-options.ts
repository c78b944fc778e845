/** What an export needs beside the API: the place that its ARNs name. */
export interface ExportOptions {
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** `info.version`; 1.0 unless set. (AWS falls back to the date of creation, which an API in a file does not have.) */
  readonly version?: string;
}

/** What the writers of one document know. */
export interface ExportContext extends ExportOptions {
  readonly kind: 'rest' | 'http';
}

export interface RestExportOptions extends ExportOptions {
  /**
   * Which extensions go in (docs/aws/rest-api.md#import-and-export): `apigateway` is all of them, and the default; an empty list gives
   * plain OpenAPI.
   */
  readonly extensions?: readonly ('apigateway' | 'integrations' | 'authorizers' | 'postman')[];
}

/** A document under construction. */
export type OpenApiObject = Record<string, unknown>;
