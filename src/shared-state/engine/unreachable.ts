/** The engine did not answer, or refused: the step may have happened or not. The message says why, without credentials. */
export class EngineUnreachable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineUnreachable';
  }
}

/** What a step came to; `undefined` where the engine was not reached, which is then no error. */
export async function unlessUnreachable<Value>(step: Promise<Value>): Promise<Value | undefined> {
  try {
    return await step;
  } catch (error) {
    if (error instanceof EngineUnreachable) return undefined;
    throw error;
  }
}
