/** The engine did not answer, or refused: the step may have happened or not. The message says why, without credentials. */
export class EngineUnreachable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineUnreachable';
  }
}
