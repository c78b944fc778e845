import type { LambdaTarget } from '../../model/definition/integration.ts';
import type { Problem } from '../../model/base/position.ts';
import type { SourceDocument } from '../problems/source-document.ts';
import type { TextChecks } from '../problems/text-checks.ts';

/** An OpenAPI document as text, or already read (by a source that has it inside a file of its own, such as a template). */
export type OpenApiInput = SourceDocument | { readonly file: string; readonly text: string };

export interface OpenApiOptions {
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  /** Id of the API that is defined: model URLs contain it. */
  readonly apiId: string;
  /** What becomes of the document's base path (docs/aws/rest-api.md#base-path). `ignore` unless set. */
  readonly basepath?: 'ignore' | 'prepend' | 'split';
  /** Names of the existing functions. Default: any name is accepted. */
  readonly functions?: readonly string[];
  /** Reads a file that the document refers to; throws when it cannot. Default: other files are refused. */
  readonly readFile?: (file: string) => string;
  /** Value of a template's resource (`attribute` absent for `Ref`), for documents inside templates. */
  readonly resolve?: (logicalId: string, attribute: string | undefined) => string | undefined;
  /** A reference that has no value is an error; otherwise its name stands for it. */
  readonly refusesUnknown?: boolean;
  /** The function that a URI names, where the source that holds the document knows better than the names in it. */
  readonly lambdaTarget?: (uri: string) => LambdaTarget | undefined;
  /** What a Lambda integration of an HTTP API speaks that does not say; 2.0 unless set. */
  readonly payloadFormatVersion?: '1.0' | '2.0';
  readonly checks?: TextChecks;
  /**
   * The document is a part of a larger input that is served all the same: what can be read of it is, although AWS would refuse it. A resource
   * policy that is not valid then allows nothing.
   */
  readonly isLenient?: boolean;
}

/** What one document (or several, merged) defines. `definition` holds what could be read even when there are errors. */
export interface Imported<Definition> {
  readonly definition: Definition;
  /** `info.title`. */
  readonly title?: string;
  readonly problems: readonly Problem[];
  /** Further files that were read, as named to `readFile`. */
  readonly files: readonly string[];
}
