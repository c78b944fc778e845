import { dirname, relative, resolve } from 'node:path';
import { Problems } from '../problems/problems.ts';
import { Positions } from '../template/positions.ts';
import type { Template } from '../template/template.ts';
import { ProjectFiles } from './files/project-files.ts';
import { compileFunctions } from './functions/compile-functions.ts';
import { compileLayers } from './functions/layers.ts';
import type { ServerlessOptions } from './options.ts';
import { addFoundation } from './service/foundation.ts';
import { compileEvents } from './service/compile-events.ts';
import { readDotenv } from './service/dotenv.ts';
import { withoutNulls } from './service/merge.ts';
import { Part, type Reading } from './service/part.ts';
import { readService } from './service/read-service.ts';
import type { Service } from './service/service.ts';
import { templateOf } from './service/user-resources.ts';
import { usesVersion4 } from './service/version.ts';
import { isMap, memberOf, setMember } from './values.ts';
import { VariableFailure } from './variables/failure.ts';
import { Resolver } from './variables/resolver.ts';
import type { SourceContext } from './variables/sources/context.ts';
import { variableSources } from './variables/sources/index.ts';
import { regionOf, stageOf } from './variables/sources/sls.ts';

/** A serverless.yml as the template that the framework would deploy. */
export interface ServerlessProject {
  /** `undefined` when there is nothing to serve; the problems say why. */
  readonly template: Template | undefined;
  readonly problems: Problems;
  /** Absolute paths of everything that was read, or would have been. */
  readonly files: readonly string[];
  readonly stage: string;
  readonly region: string;
  /** `service-stage`, or `provider.stackName`. */
  readonly stackName: string;
  /** Values of the template's parameters: `provider.stackParameters`. */
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Reads `serverless.yml`, `.yaml`, `.json`, or the same in JavaScript or TypeScript: its variables are resolved, its functions and events
 * become the resources that the Serverless Framework deploys. Everything that is wrong comes back as a problem.
 */
export async function read(file: string, options: ServerlessOptions = {}): Promise<ServerlessProject> {
  const cwd = options.cwd ?? process.cwd();
  const absolute = resolve(cwd, file);
  const folder = dirname(absolute);
  const problems = options.problems ?? new Problems();
  const positions = new Positions();
  const files = new ProjectFiles(folder, cwd, positions, problems, evaluateNothing);
  const shown = relative(cwd, absolute);
  const none = { template: undefined, problems, stage: 'dev', region: 'us-east-1', stackName: 'local', parameters: {} };
  const document = await readMain(files, absolute, shown, problems);
  if (document === undefined) return { ...none, files: [...files.files] };

  const context = contextOf(document, files, positions, problems, options);
  const { resolver } = context;
  const isVersion4 = usesVersion4(document, folder);
  const stage = await known(problems, 'dev', () => stageOf(context, undefined));
  const region = await known(problems, 'us-east-1', () => regionOf(context, undefined));
  if (isVersion4 || memberOf(document, 'useDotenv') === true) {
    const dotenv = readDotenv(folder, stage, options.environment ?? {});
    context.environment = { ...dotenv.variables, ...options.environment };
    for (const read of dotenv.files) files.files.add(read);
  }
  const resolved = await resolveSections(document, resolver, positions);
  const reading: Reading = {
    positions,
    problems,
    isUnresolved: (holder, key) => resolver.isUnresolved(holder, key),
  };
  const service = readService({ reading, document: resolved, stage, isVersion4, file: shown });
  if (service === undefined) return { ...none, stage, region, files: [...files.files] };
  const template = compile(service, positions, shown, folder);
  const stackName = service.provider.get('stackName').text() ?? `${service.name}-${stage}`;
  const parameters = stackParameters(service.provider.get('stackParameters'));
  return { template, problems, files: [...files.files], stage, region, stackName, parameters };
}

async function readMain(
  files: ProjectFiles,
  file: string,
  shown: string,
  problems: Problems,
): Promise<object | undefined> {
  try {
    const found = await files.read(file, [], undefined);
    if (found === undefined) problems.error(`${shown} does not exist`);
    else if (isMap(found.value)) return found.value;
    else
      problems.error(`${shown} must be a map with service, provider and functions`, {
        file: shown,
        line: 1,
        column: 1,
      });
  } catch (error) {
    if (!(error instanceof VariableFailure)) throw error;
    if (!error.isReported) problems.error(error.message, error.position, error.hint);
  }
  return undefined;
}

function contextOf(
  service: object,
  files: ProjectFiles,
  positions: Positions,
  problems: Problems,
  options: ServerlessOptions,
): SourceContext & { environment: SourceContext['environment'] } {
  const resolver: Resolver = new Resolver(positions, problems, (type) => answers(type));
  const context = {
    resolver,
    service,
    files,
    environment: options.environment ?? {},
    flags: {
      ...(options.stage !== undefined && { stage: options.stage }),
      ...(options.region !== undefined && { region: options.region }),
    },
    params: options.params ?? {},
    values: options.values ?? {},
    accountId: options.accountId ?? '123456789012',
    hasPlugins: Object.hasOwn(service, 'plugins'),
  };
  const answers = variableSources(context);
  return context;
}

/** Values that everything else hangs on: without one the default stands, and the problem is reported where the variable is resolved. */
async function known(problems: Problems, fallback: string, find: () => Promise<string>): Promise<string> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof VariableFailure)) throw error;
    if (!error.isReported) problems.error(error.message, error.position, error.hint);
    return fallback;
  }
}

/** Read only through variables that ask for them: another stage's parameters need not have a value. */
const ON_DEMAND = new Set(['params', 'stages']);

/** `custom` comes last: values that nobody uses but plugins are no reason to warn. */
async function resolveSections(document: object, resolver: Resolver, positions: Positions): Promise<object> {
  const copy: object = positions.copied(document, {});
  const keys = Object.keys(document).filter((key) => !ON_DEMAND.has(key) && key !== 'custom');
  for (const key of keys) setMember(copy, key, await resolver.resolve(document, key, copy));
  resolver.warnsOfUnknown = false;
  if (Object.hasOwn(document, 'custom')) setMember(copy, 'custom', await resolver.resolve(document, 'custom', copy));
  return copy;
}

function compile(service: Service, positions: Positions, file: string, folder: string): Template {
  addFoundation(service);
  compileLayers(service);
  compileFunctions(service);
  compileEvents(service);
  const value = templateOf(service.resources, service.root.get('resources'));
  return { value: withoutNulls(positions, value) as Template['value'], positions, file, folder };
}

function stackParameters(part: Part): Readonly<Record<string, string>> {
  return Object.fromEntries(
    part.items.flatMap((item) => {
      const [key, value] = [item.get('ParameterKey').text(), item.get('ParameterValue').text()];
      return key === undefined || value === undefined ? [] : [[key, value]];
    }),
  );
}

async function evaluateNothing(file: string): Promise<never> {
  throw new VariableFailure(`${file} cannot be run yet`);
}
