import { resolve } from 'node:path';
import type { FunctionCode, FunctionUrl, LambdaFunction } from '../../../../model/definition/function.ts';
import type { functionDefaults, functionDefinition, functionLongForm } from '../../definition/function.ts';
import type { Place } from '../../shape/place.ts';
import type { Value } from '../../shape/value.ts';
import { checkRuntime } from '../../check/runtime.ts';
import { checkFunctionEnvironment } from '../../check/function-environment.ts';
import { checkHandler, isHandlerString } from '../../check/handler.ts';
import type { BuildContext } from '../context/context.ts';
import { laidOverFunction } from '../../laid-over/function.ts';
import { buildCors } from '../settings/cors.ts';
import { functionReference } from '../context/function-reference.ts';

type LongForm = Value<typeof functionLongForm>;

/** What a function has unless it says otherwise. */
export interface FunctionDefaults {
  /** Port of its function URL. */
  readonly urlPort: number;
  /** `bundle` of the whole configuration. */
  readonly bundle: boolean | undefined;
  /** `defaults.function` of the configuration. */
  readonly settings?: Value<typeof functionDefaults> | undefined;
  /** The function of the input that it is laid over. */
  readonly base?: LambdaFunction | undefined;
}

/** One entry of `functions:`. */
export function buildFunction(
  name: string,
  written: Value<typeof functionDefinition>,
  place: Place,
  context: BuildContext,
  defaults: FunctionDefaults,
): LambdaFunction {
  const own: LongForm = typeof written === 'string' ? { handler: written } : written;
  // The function of an input says what it has, so only new functions take defaults.
  const settings = defaults.base === undefined ? withDefaults(own, defaults.settings) : own;
  const declared = codeOf(settings, place, defaults.base !== undefined);
  const handler = settings.handler ?? (declared.kind === 'inline' ? 'index.handler' : '');
  // OS-only runtimes run a program; their handler string is only handed to it.
  const isProgram = declared.kind === 'command' || settings.runtime?.startsWith('provided') === true;
  if (settings.handler !== undefined && !isProgram) {
    checkHandler(handler, typeof written === 'string' ? place : place.at('handler'));
  }
  if (settings.runtime !== undefined) checkRuntime(settings.runtime, place.at('runtime'));
  // Its problem has been reported: a build would only say it in other words.
  const isBroken =
    declared.kind === 'handler' && !isProgram && defaults.base === undefined && !isHandlerString(handler);
  const code: FunctionCode = isBroken ? { kind: 'unavailable', why: 'its handler string is not valid' } : declared;
  if (settings.onFailure !== undefined) functionReference(settings.onFailure, place.at('onFailure'), context);
  checkFunctionEnvironment(settings.environment ?? {}, place.at('environment'));
  const url = urlOf(settings.url, place.at('url'), defaults.urlPort);
  const bundle = settings.bundle ?? defaults.bundle;
  const built: LambdaFunction = {
    name,
    code,
    handler,
    root: context.root,
    timeout: settings.timeout ?? 3,
    memory: settings.memory ?? 128,
    environment: settings.environment ?? {},
    ...(settings.concurrency !== undefined && { concurrency: settings.concurrency }),
    ...(settings.runtime !== undefined && { runtime: settings.runtime }),
    ...(settings.node !== undefined && { node: pathOrCommand(context.root, settings.node) }),
    isolation: settings.isolation ?? 'thread',
    ...(bundle !== undefined && { bundle }),
    layers: (settings.layers ?? []).map((layer) => resolve(context.root, layer)),
    ...(settings.architectures?.[0] === 'arm64' && { architecture: 'arm64' as const }),
    ...(settings.ephemeralStorage !== undefined && { ephemeralStorage: settings.ephemeralStorage }),
    ...(settings.onFailure !== undefined && { onFailure: settings.onFailure }),
    ...(url && { url }),
    ...place.declaredAt,
  };
  return defaults.base === undefined ? built : laidOverFunction(defaults.base, settings, built);
}

/** Variables of both, the function's own over those of all. */
function withDefaults(own: LongForm, defaults: Value<typeof functionDefaults> = {}): LongForm {
  const environment = { ...defaults.environment, ...own.environment };
  return { ...defaults, ...own, environment };
}

function codeOf(settings: LongForm, place: Place, hasBase: boolean): FunctionCode {
  if (settings.inline !== undefined && settings.command !== undefined) {
    place.at('command').keyError(`${place.name} has both "inline" and "command"`, 'A function is one or the other.');
  }
  if (settings.inline !== undefined) return { kind: 'inline', source: settings.inline };
  if (settings.command !== undefined) return { kind: 'command', command: settings.command };
  if (
    !hasBase &&
    settings.handler === undefined &&
    !hasAny(place, ['handler', 'inline', 'command', ...OTHER_SPELLINGS])
  ) {
    place.keyError(
      `${place.name} needs "handler"`,
      'A handler string such as handlers/orders.create, or command: for a program, or inline: for source text.',
    );
  }
  const code: FunctionCode = { kind: 'handler' };
  return settings.runtime?.startsWith('python') === true ? { kind: 'python', of: code } : code;
}

/** They are unknown, and their problem says which key was meant. */
const OTHER_SPELLINGS = ['cmd', 'run', 'Handler', 'CodeUri', 'entry', 'code', 'path', 'file'];

/** A key that is there but wrong has its own problem already. */
function hasAny(place: Place, keys: readonly string[]): boolean {
  return keys.some((key) => place.has(key));
}

/** `node22` is looked for on the PATH; anything with a slash is a path. */
function pathOrCommand(root: string, command: string): string {
  return command.includes('/') ? resolve(root, command) : command;
}

function urlOf(url: LongForm['url'], place: Place, port: number): FunctionUrl | undefined {
  if (url === undefined || url === false) return undefined;
  const settings = url === true ? {} : url;
  return {
    port: settings.port ?? port,
    invokeMode: settings.invokeMode ?? 'BUFFERED',
    auth: settings.auth === 'IAM' ? 'AWS_IAM' : 'NONE',
    ...(settings.cors && { cors: buildCors(settings.cors, place.at('cors')) }),
  };
}
