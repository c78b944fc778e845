/** A mapping expression or a mapping key that API Gateway would refuse when the API is configured. */
export class MappingExpressionError extends Error {
  constructor(
    readonly expression: string,
    readonly problem: string,
  ) {
    super(`The mapping ${JSON.stringify(expression)} is wrong: ${problem}.`);
    this.name = 'MappingExpressionError';
  }

  /** The words of the management API for a source that is not an expression. Recorded: docs/aws/rest-api-observed.md#parameter-mapping. */
  get awsMessage(): string {
    return `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${this.expression}]`;
  }
}
