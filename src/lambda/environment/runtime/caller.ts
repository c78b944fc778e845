import type { Generation } from './generation.ts';
import type { Handler } from './load-handler.ts';

/** AWS's clients call a handler as a method of an object, which its `this` and the lines of stacks show. */
export interface Caller {
  readonly handler: Handler;
}

class Runtime implements Caller {
  readonly handler: Handler;

  constructor(handler: Handler) {
    this.handler = handler;
  }
}

class BufferedInvokeProcessor extends Runtime {}
class StreamingInvokeProcessor extends Runtime {}

/** The object, of a class with the name that it has in AWS's client. */
export function callerOf(handler: Handler, generation: Generation, streaming: boolean): Caller {
  if (generation === 3) return new Runtime(handler);
  return streaming ? new StreamingInvokeProcessor(handler) : new BufferedInvokeProcessor(handler);
}
