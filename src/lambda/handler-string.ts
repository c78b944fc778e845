import { FunctionFailure } from './function-failure.ts';

/** A handler string taken apart: `src/orders.admin.create` is the module `orders` in `src` and the export path `admin`, `create`. */
export interface HandlerName {
  /** What precedes the last `/`, with it; empty when there is none. */
  readonly folder: string;
  readonly module: string;
  readonly exportPath: readonly string[];
}

/**
 * Takes a handler string apart as the Node runtime does: the module name ends at the first dot of the last path segment
 * (AWS runtime interface client source). Throws `FunctionFailure` of type `Runtime.MalformedHandlerName`.
 */
export function parseHandler(handler: string): HandlerName {
  if (handler.includes('..')) {
    throw new FunctionFailure(
      'Runtime.MalformedHandlerName',
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const slash = handler.lastIndexOf('/');
  const name = handler.slice(slash + 1);
  const dot = name.indexOf('.');
  if (dot === -1) throw new FunctionFailure('Runtime.MalformedHandlerName', 'Bad handler');
  return {
    folder: handler.slice(0, slash + 1),
    module: name.slice(0, dot),
    exportPath: name.slice(dot + 1).split('.'),
  };
}
