import { FunctionFailure } from '../../function-failure.ts';
import { BeginGate } from '../connection/begin-gate.ts';
import { keepToOwnDescriptors } from '../guise/descriptors.ts';
import { watchForProcessOnly } from '../guise/process-only.ts';
import { DeployedModule } from '../modules/deployed-module.ts';
import type { EnvironmentSetup, HostPort, InvokeMessage } from '../protocol.ts';
import { invokeWithCallback, invokeWithPromise, isDeclaredAsync } from './buffered-invocation.ts';
import { callerOf } from './caller.ts';
import { contextConstants } from './context.ts';
import { generationOf } from './generation.ts';
import type { Generation } from './generation.ts';
import { InvokeStore } from './invoke-store.ts';
import { LOADING_NEVER_SETTLES } from './errors/advice.ts';
import { loadHandler } from './load-handler.ts';
import type { Handler } from './load-handler.ts';
import { installLocalHosts } from './local-hosts.ts';
import { installLog } from './log.ts';
import type { Log, Raised } from './log.ts';
import { loadPreloads } from '../preloads.ts';
import { failurePayload, Reply } from './reply.ts';
import type { ResponseChannel } from './streaming/response-stream.ts';
import { invokeStreaming } from './streaming/streaming-invocation.ts';
import { installAwsLambda, isStreaming } from './streaming/streaming-marker.ts';
import { Turns } from './turns.ts';

/** Exit codes of AWS's runtime client after it reported what ended it. */
const EXIT_UNHANDLED_REJECTION = 128;
const EXIT_UNCAUGHT_EXCEPTION = 129;
/** What Node ends with when its program's own top-level await never settles: the older client awaits the handler's module there, the newer does not. */
const EXIT_UNSETTLED_AWAIT = 13;

const CALLBACKS_REMOVED =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. ' +
  'You need to modify this function to use a supported handler signature to use Node.js 24 or later. ' +
  'For more information see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

/** What Node 20 and 22 log when they load such a handler (CloudWatch, July 2025: nodejs22.x). */
const CALLBACKS_WILL_GO =
  'AWS Lambda plans to remove support for callback-based function handlers starting with Node.js 24. ' +
  'You will need to update this function to use an async handler to use Node.js 24 or later. ' +
  'For more information and to provide feedback on this change, see ' +
  'https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/137. ' +
  'To disable this warning, set the AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING environment variable.';

/**
 * Runs in the function's thread or process: what AWS's Node runtime does between the service and a handler. Loads the handler, then takes
 * one event at a time. The real one talks HTTP to the Runtime API; this one sends messages.
 */
export async function startRuntime(port: HostPort, setup: EnvironmentSetup, { gate, isThread }: Place): Promise<void> {
  process.setSourceMapsEnabled(true);
  const generation = generationOf(process.versions.node);
  const log = installLog(port, generation, process.env);
  // What handlers get in its place is slower.
  const variables = process.env;
  if (isThread) {
    keepToOwnDescriptors({ write: log.write });
    watchForProcessOnly(process, (what) => {
      port.post({ kind: 'needs-process', what });
      return process.exit(0);
    });
  }
  const replaceHosts = installLocalHosts(setup.hosts);
  const store = new InvokeStore();
  installAwsLambda(generation === 4 ? { InvokeStore: store } : {});
  const current: Current = { reply: undefined, channel: undefined, idle: () => undefined };
  if (generation === 3) reportCrashes(port, log, current);
  // Once nothing else keeps the loop alive, the invocation under way decides what that means; then messages are waited for again.
  process.on('beforeExit', () => current.idle());

  // The first turn of the event loop in which nothing is left to wait for is the end, as long as no event is waited for.
  port.keepAlive(false);
  current.idle = () => {
    log.advise(LOADING_NEVER_SETTLES);
    process.exit(generation === 3 ? EXIT_UNSETTLED_AWAIT : 0);
  };
  const handler = await initialise(port, setup, generation, log);
  if (!handler) return;
  current.idle = () => undefined;
  port.keepAlive(true);
  const streaming = isStreaming(handler);
  const services = {
    caller: callerOf(handler, generation, streaming),
    constants: contextConstants(process.env),
    log,
    port,
    generation,
    whenIdle: (action: () => void) => void (current.idle = action),
    ended: () => turns.ended(),
  };
  const invoke = (invocation: InvokeMessage): void => {
    log.scope.requestId = invocation.requestId;
    log.scope.tenantId = invocation.tenantId;
    setTrace(variables, invocation.trace);
    const reply = new Reply(services, invocation);
    current.reply = reply;
    if (generation === 4) store.enter(invocation.requestId, invocation.trace, invocation.tenantId);
    if (streaming) {
      current.channel = invokeStreaming(services, invocation, reply);
      return;
    }
    port.keepAlive(false);
    if (generation === 3) invokeWithCallback(services, invocation, reply);
    else void invokeWithPromise(services, invocation, reply);
  };
  const turns = new Turns(gate && new BeginGate(gate), invoke);
  port.listen((message) => {
    if (message.kind === 'invoke') {
      // A process can be killed from outside while an event is on its way to it; a host that dies takes all with it.
      if (!isThread) port.post({ kind: 'begun' });
      turns.take(message);
    } else if (message.kind === 'taken') current.channel?.taken(message.bytes);
    else if (message.kind === 'hosts') replaceHosts(message.hosts);
  });
  process.on('exit', () => {
    current.reply?.send();
    if (!current.reply?.open) port.post({ kind: 'idle-exit' });
  });
  port.post({ kind: 'ready' });
}

/** Where the environment is: threads lack what Node has once for a process. */
interface Place {
  readonly isThread: boolean;
  /** Memory of the `BeginGate`, where events may be sent ahead of their turn. */
  readonly gate?: SharedArrayBuffer;
}

interface Current {
  reply: Reply | undefined;
  channel: ResponseChannel | undefined;
  idle: () => void;
}

async function initialise(
  port: HostPort,
  setup: EnvironmentSetup,
  generation: Generation,
  log: Log,
): Promise<Handler | undefined> {
  try {
    const deployed = DeployedModule.install(setup, process.env['LAMBDA_TASK_ROOT'] ?? '');
    await loadPreloads(setup.preloads ?? []);
    const handler = await loadHandler(setup, generation, deployed);
    if (!isStreaming(handler)) checkSignature(handler, generation);
    return handler;
  } catch (error) {
    log.error(generation === 3 ? 'Uncaught Exception' : 'Init Error', error);
    log.flush();
    port.post({ kind: 'init-error', ...failurePayload(error, generation) });
    return process.exit(generation === 3 ? EXIT_UNCAUGHT_EXCEPTION : 1);
  }
}

/** Callbacks are refused by the newer runtime, and warned of by the older. */
function checkSignature(handler: Handler, generation: Generation): void {
  if (generation === 4) {
    if (handler.length >= 3) throw new FunctionFailure('Runtime.CallbackHandlerDeprecated', CALLBACKS_REMOVED);
    return;
  }
  const unwanted = process.env['AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING'] !== undefined;
  if (handler.length === 3 && !isDeclaredAsync(handler) && !unwanted) console.warn(CALLBACKS_WILL_GO);
}

/** Only the older runtime listens; with Node 24 the process just ends (docs/aws/lambda.md#handler-contract). */
function reportCrashes(port: HostPort, log: Log, current: Current): void {
  const end = (what: string, thrown: unknown, exitCode: number, raised?: Raised): void => {
    log.error(what, thrown, raised);
    log.flush();
    if (current.reply) current.reply.failure(thrown, true);
    else port.post({ kind: 'init-error', ...failurePayload(thrown, 3) });
    process.exit(exitCode);
  };
  process.on('uncaughtException', (error) => end('Uncaught Exception', error, EXIT_UNCAUGHT_EXCEPTION));
  process.on('unhandledRejection', (reason, promise) => {
    const failure = Object.assign(
      new FunctionFailure('Runtime.UnhandledPromiseRejection', new Error(reason as string | undefined).message),
      {
        reason,
        promise,
      },
    );
    end('Unhandled Promise Rejection', failure, EXIT_UNHANDLED_REJECTION, { value: reason });
  });
}

function setTrace(variables: NodeJS.ProcessEnv, trace: string | undefined): void {
  if (trace === undefined) delete variables['_X_AMZN_TRACE_ID'];
  else variables['_X_AMZN_TRACE_ID'] = trace;
}
