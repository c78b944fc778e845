/** What the mapping engine says of texts that sources read, so that mistakes show at load. Each is absent if nothing can check it. */
export interface TextChecks {
  /** A mapping template (VTL). */
  template?(text: string): TextMistake | undefined;
  /** What of a template that parses is probably a mistake: members that API Gateway does not have. */
  templateDoubts?(text: string, stageVariables: readonly string[] | undefined): readonly TextDoubt[];
  /** A parameter expression: what is wrong with it. */
  expression?(use: ExpressionUse, text: string): string | undefined;
  /** A key of an HTTP API's parameter mapping, `append:header.X`: what is wrong with it. */
  mappingKey?(side: 'request' | 'response', key: string): string | undefined;
  /** A Java regular expression: what is wrong with it. */
  pattern?(text: string): string | undefined;
  /** A model's JSON Schema, as JSON text: what is wrong with it. */
  schema?(text: string): string | undefined;
  /** A selection expression of a WebSocket API (`$request.body.action`): what is wrong with it. */
  selectionExpression?(text: string): string | undefined;
}

export type ExpressionUse =
  | 'rest-request'
  | 'rest-response'
  | 'gateway-response'
  | 'http-request'
  | 'http-response'
  | 'websocket-request'
  | 'websocket-response';

export interface TextDoubt extends TextMistake {
  readonly hint?: string;
}

export interface TextMistake {
  /** From 1, within the text. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}
