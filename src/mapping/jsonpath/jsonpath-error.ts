/** A path that Jayway JsonPath would not compile. */
export class JsonPathSyntaxError extends Error {
  constructor(
    readonly path: string,
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super(`The JSONPath ${JSON.stringify(path)} is wrong: ${problem}.`, options);
    this.name = 'JsonPathSyntaxError';
  }
}

/** A path that compiles but cannot be applied to this document: an unknown function, a filter on a text, the sum of nothing. */
export class JsonPathEvaluationError extends Error {
  constructor(problem: string) {
    super(`The JSONPath cannot be evaluated: ${problem}.`);
    this.name = 'JsonPathEvaluationError';
  }
}
