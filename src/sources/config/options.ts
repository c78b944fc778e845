import type { HttpApi } from '../../model/definition/http-api.ts';
import type { Problem } from '../../model/base/position.ts';
import type { RestApi } from '../../model/definition/rest-api.ts';
import type { ReadBase, WantedBase } from './laid-over/base.ts';
import type { KeptValues } from '../kept/kept-values.ts';
import type { TextChecks } from '../problems/text-checks.ts';

export interface ConfigOptions {
  /** The process's environment: `AWS_ENDPOINT_URL_SQS` and the like are endpoints of service integrations. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** `--port`. */
  readonly port?: number;
  /** `--admin-port`. */
  readonly adminPort?: number;
  /** `--edge-port`. */
  readonly edgePort?: number;
  /** `--env-file`: read instead of the configuration's `envFile`. Relative to `cwd`. */
  readonly envFile?: string;
  /** `--api`: only these APIs. */
  readonly only?: readonly string[];
  /** Folder that file names in messages are relative to; the working folder unless set. */
  readonly cwd?: string;
  /** Reads a file as UTF-8; throws when it cannot. */
  readonly readFile?: (file: string) => string;
  /** What the mapping engine says of templates and expressions. */
  readonly checks?: TextChecks;
  /** What earlier starts read. */
  readonly kept?: KeptValues;
  /** What reads the input of `source:`. */
  readonly readBase?: (wanted: WantedBase) => Promise<ReadBase>;
  /** What reads the document of `openapi:`. */
  readonly openApi?: OpenApiImporters;
}

/** Turns OpenAPI documents into what they define. */
export interface OpenApiImporters {
  http(input: OpenApiText, options: OpenApiContext): OpenApiDefinition<HttpApi>;
  rest(input: OpenApiText, options: OpenApiContext): OpenApiDefinition<RestApi>;
}

export interface OpenApiText {
  readonly file: string;
  readonly text: string;
}

export interface OpenApiContext {
  readonly region: string;
  readonly accountId: string;
  readonly apiId: string;
  /** What becomes of the document's base path. */
  readonly basepath?: 'ignore' | 'prepend' | 'split';
  /** Names of the functions there are. */
  readonly functions: readonly string[];
  readonly readFile: (file: string) => string;
  readonly checks: TextChecks;
  /** Value of a reference in the document. */
  readonly resolve?: (logicalId: string, attribute: string | undefined) => string | undefined;
  /** A reference without a value is a problem. */
  readonly refusesUnknown?: boolean;
}

export interface OpenApiDefinition<Api> {
  readonly definition: Partial<Api>;
  /** `info.title`. */
  readonly title?: string;
  readonly problems: readonly Problem[];
  /** Further files that the document refers to. */
  readonly files: readonly string[];
}
