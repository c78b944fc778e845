/** The engine cannot be used at the start. The message says why, without credentials. */
export class EngineRefusal extends Error {
  constructor(
    /** It does not answer, or answers that it cannot hold the shared state. */
    readonly kind: 'unreachable' | 'unfit',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'EngineRefusal';
  }
}
