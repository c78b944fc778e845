import { resolve } from 'node:path';
import type { FunctionUrl, LambdaFunction } from '../../../../model/definition/function.ts';
import type { AwsResource } from '../../resources.ts';
import { corsOf } from '../settings/cors.ts';
import type { BuildContext } from '../context.ts';
import type { DescribableFunction } from '../../../describe/describable.ts';
import { declaredAt } from '../declared-at.ts';
import { buildCode } from './code.ts';
import { Layers } from './layers.ts';

type FunctionRecord = AwsResource<'AWS::Lambda::Function'>;

/** Every function of the input, with what hangs on it: layers, URL, destinations. What cannot run is noted as such. */
export function buildFunctions(context: BuildContext): DescribableFunction[] {
  const layers = new Layers(context);
  const attached = attachments(context);
  return context.records.all('AWS::Lambda::Function').flatMap((record) => {
    const reason = record.hints?.notRun;
    if (reason !== undefined) {
      context.notRun.push({ id: record.id, type: record.resourceType, reason, ...declaredAt(record) });
      return [];
    }
    return [buildFunction(record, layers, attached.get(record.id) ?? {}, context)];
  });
}

interface Attached {
  url?: FunctionUrl;
  onFailure?: string;
}

function buildFunction(
  record: FunctionRecord,
  layers: Layers,
  attached: Attached,
  context: BuildContext,
): DescribableFunction {
  const { code, described, root } = buildCode(record, context.root);
  const environment = record.environment?.variables ?? {};
  const handler = record.handler ?? (code.kind === 'inline' ? 'index.handler' : '');
  const used = layers.of(record);
  const id = record.hints?.name ?? record.id;
  if (code.kind === 'unavailable') {
    context.notRun.push({ id, type: record.resourceType, reason: code.why, ...declaredAt(record) });
  }
  const definition: LambdaFunction = {
    name: record.physicalId,
    ...(id !== record.physicalId && { id }),
    code,
    handler,
    root,
    timeout: record.timeout ?? 3,
    memory: record.memorySize ?? 128,
    environment: { ...environment, ...loggingVariables(record) },
    ...(record.reservedConcurrentExecutions !== undefined &&
      record.reservedConcurrentExecutions >= 0 && { concurrency: record.reservedConcurrentExecutions }),
    ...(record.runtime !== undefined && { runtime: record.runtime }),
    isolation: 'thread',
    ...(record.hints?.bundle !== undefined && { bundle: record.hints.bundle }),
    ...buildOf(record),
    layers: used.paths,
    ...(record.architectures?.includes('arm64') === true && { architecture: 'arm64' as const }),
    ...(record.ephemeralStorage?.size !== undefined && { ephemeralStorage: record.ephemeralStorage.size }),
    ...attached,
    ...declaredAt(record),
  };
  return {
    id,
    definition,
    described: { code: described, environment, layers: used.described, ...unknownNumbers(record) },
  };
}

/** The bundler's settings with their paths absolute. */
function buildOf({ hints, folder, code }: FunctionRecord): Pick<LambdaFunction, 'build'> {
  const build = hints?.build;
  if (build === undefined) return {};
  const root = resolve(folder, code?.path ?? '.');
  const absolute = (path: string): string => (/^\.{0,2}\//.test(path) ? resolve(root, path) : path);
  const alias = Object.entries(build.alias ?? {}).map(([name, path]) => [name, absolute(path)] as const);
  return {
    build: {
      ...build,
      ...(build.alias && { alias: Object.fromEntries(alias) }),
      // esbuild takes these as files, whatever they look like.
      ...(build.inject && { inject: build.inject.map((path) => resolve(root, path)) }),
    },
  };
}

/** What stands for an unknown timeout and memory size. */
function unknownNumbers({ unknown }: FunctionRecord): { readonly timeout?: string; readonly memory?: string } {
  const nameOf = (field: string): string | undefined => unknown.find(({ path }) => path[0] === field)?.key;
  const [timeout, memory] = [nameOf('timeout'), nameOf('memorySize')];
  return { ...(timeout !== undefined && { timeout }), ...(memory !== undefined && { memory }) };
}

/** `LoggingConfig` acts through the variables that Lambda itself sets for it (docs/aws/lambda.md#invoke-api). */
function loggingVariables({ loggingConfig }: FunctionRecord): Record<string, string> {
  if (loggingConfig?.logFormat !== 'JSON') return {};
  const level = loggingConfig.applicationLogLevel;
  return { AWS_LAMBDA_LOG_FORMAT: 'JSON', ...(level !== undefined && { AWS_LAMBDA_LOG_LEVEL: level }) };
}

/** URLs and destinations by the id of their function. */
function attachments(context: BuildContext): Map<string, Attached> {
  const { records, functions } = context;
  const attached = new Map<string, Attached>();
  const of = (functionName: string | undefined): Attached | undefined => {
    const id = functionName === undefined ? undefined : functions.idOf(functions.nameIn(functionName));
    if (id === undefined) return undefined;
    let found = attached.get(id);
    if (found === undefined) attached.set(id, (found = {}));
    return found;
  };
  for (const url of records.all('AWS::Lambda::Url')) {
    const own = of(url.targetFunctionArn);
    if (own !== undefined) own.url = urlOf(url);
  }
  for (const record of records.all('AWS::Lambda::Function')) {
    setFailure(attachedOf(attached, record.id), record.deadLetterConfig?.targetArn, context);
  }
  for (const config of records.all('AWS::Lambda::EventInvokeConfig')) {
    const own = of(config.functionName);
    if (own !== undefined) setFailure(own, config.destinationConfig?.onFailure?.destination, context);
  }
  return attached;
}

function attachedOf(attached: Map<string, Attached>, id: string): Attached {
  const found = attached.get(id) ?? {};
  attached.set(id, found);
  return found;
}

/** Only functions can receive here what failed. */
function setFailure(attached: Attached, arn: string | undefined, { functions }: BuildContext): void {
  if (arn === undefined || !arn.includes(':function:')) return;
  const functionName = functions.nameIn(arn);
  if (functions.idOf(functionName) !== undefined) attached.onFailure = functionName;
}

function urlOf({ authType, invokeMode, cors }: AwsResource<'AWS::Lambda::Url'>): FunctionUrl {
  return {
    port: 0,
    invokeMode: invokeMode ?? 'BUFFERED',
    auth: authType ?? 'AWS_IAM',
    ...(cors && { cors: corsOf(cors) }),
  };
}
