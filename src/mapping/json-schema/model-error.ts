/** A model that cannot be used for validation: no JSON Schema of draft 4, or a reference that leads nowhere. */
export class ModelError extends Error {
  /** `pointer` is the JSON pointer to the place in the schema, such as `#/properties/id/type`. */
  constructor(
    readonly pointer: string,
    readonly problem: string,
    options?: ErrorOptions,
  ) {
    super(`The model is wrong at ${pointer}: ${problem}.`, options);
    this.name = 'ModelError';
  }
}
