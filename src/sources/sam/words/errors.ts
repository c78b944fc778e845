import type { Path } from '../../problems/paths.ts';
import type { Hint, Problems } from '../../problems/problems.ts';
import type { Position } from '../../../model/base/position.ts';

/** SAM refuses a resource. The words are SAM's own, which people search for. */
export class ResourceError extends Error {
  /**
   * @param id The logical id as SAM names it in the message
   * @param path What is wrong, below the resource (`['Properties', 'Auth']`)
   */
  constructor(
    readonly id: string,
    message: string,
    readonly path: Path = [],
    readonly hint?: Hint,
  ) {
    super(message);
    this.name = 'ResourceError';
  }
}

/** SAM refuses an event of a function or state machine. */
export class EventError extends Error {
  /**
   * @param id The event's key
   * @param path What is wrong, below the event
   * @param saidAs What SAM calls the event in this message: its key, or the logical id of what is made from it
   */
  constructor(
    readonly id: string,
    message: string,
    readonly path: Path = [],
    readonly saidAs = id,
  ) {
    super(message);
    this.name = 'EventError';
  }
}

/** SAM refuses the template, mostly the OpenAPI document of an API; `path` is below the resource that it was met in. */
export class TemplateError extends Error {
  constructor(
    message: string,
    readonly path: Path = [],
  ) {
    super(message);
    this.name = 'TemplateError';
  }
}

/** Several things are wrong with one resource. */
export class ResourceErrors extends Error {
  constructor(readonly errors: readonly ResourceError[]) {
    super(errors.map(({ message }) => message).join('\n'));
    this.name = 'ResourceErrors';
  }
}

/** Runs one step for a resource; a refusal becomes a problem at the place it speaks of. Returns whether the step came through. */
export function reporting(resourceId: string, at: At, problems: Problems, step: () => void): boolean {
  try {
    step();
    return true;
  } catch (error) {
    for (const said of sentences(resourceId, error)) {
      problems.error(said.message.replace(/\.$/, ''), at(said.resource, said.path), said.hint);
    }
    return false;
  }
}

/** The position of something below a resource; of the resource itself where nothing was written there. */
export type At = (resourceId: string, path: Path) => Position | undefined;

interface Said {
  readonly message: string;
  readonly resource: string;
  readonly path: Path;
  readonly hint?: Hint | undefined;
}

function sentences(resource: string, error: unknown): readonly Said[] {
  if (error instanceof ResourceErrors) return error.errors.flatMap((one) => sentences(resource, one));
  if (error instanceof ResourceError) {
    const { id, message, path, hint } = error;
    // An event's own id (`FunctionEvent`) is not a key of the template: its place is that of the function.
    const place = resource !== '' && id.startsWith(resource) ? resource : id;
    return [{ message: `Resource with id [${id}] is invalid. ${message}`, resource: place, path, hint }];
  }
  if (error instanceof EventError) {
    const event = `Event with id [${error.saidAs}] is invalid. ${error.message}`;
    const path = ['Properties', 'Events', error.id, ...error.path];
    return [{ message: `Resource with id [${resource}] is invalid. ${event}`, resource, path }];
  }
  if (error instanceof TemplateError) {
    const structure = `Structure of the SAM template is invalid. ${error.message}`;
    const message = resource === '' ? structure : `Resource with id [${resource}] is invalid. ${structure}`;
    return [{ message, resource, path: error.path }];
  }
  throw error;
}
