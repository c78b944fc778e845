import { presentOptions } from '../../model/base/present-options.ts';
import type { Problems } from '../problems/problems.ts';
import type { Template } from '../template/template.ts';
import { readServiceDotenv } from './dotenv/service-dotenv.ts';
import { compileFunctions } from './functions/compile-functions.ts';
import { compileLayers } from './functions/layers.ts';
import type { LocalSettings } from '../local-settings.ts';
import type { ServerlessOptions } from './options.ts';
import { compileDomains } from './plugins/domains.ts';
import { dotenvPluginVariables } from './plugins/dotenv-plugin.ts';
import { localTables } from './plugins/dynamodb.ts';
import { sayPlugins, unknownMakers } from './plugins/known-plugins.ts';
import { offlineSettings } from './plugins/offline.ts';
import { withPseudoParameters } from './plugins/pseudo-parameters.ts';
import { Project } from './project.ts';
import { sayCompose } from './service/compose.ts';
import { compileEvents } from './service/compile-events.ts';
import { addFoundation } from './service/foundation.ts';
import { addHelperFunctions } from './service/helper-functions.ts';
import { withoutNulls } from './service/merge.ts';
import type { Part } from './service/part.ts';
import { readService } from './service/read-service.ts';
import type { Service } from './service/service.ts';
import { templateOf } from './service/user-resources.ts';
import { usesVersion4 } from './service/version.ts';
import { isMap, memberOf, setMember } from './values.ts';
import type { SourceContext } from './variables/sources/context.ts';
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
  readonly local: LocalSettings;
  /** What may make resources that the template does not have: plugins that are not run here. */
  readonly isMadeElsewhereBy?: string;
}

/**
 * Reads `serverless.yml`, `.yaml`, `.json`, or the same in JavaScript or TypeScript: its variables are resolved, its functions and events
 * become the resources that the Serverless Framework deploys. Everything that is wrong comes back as a problem.
 */
export async function read(file: string, options: ServerlessOptions = {}): Promise<ServerlessProject> {
  const project = new Project(file, options);
  try {
    return await readProject(project);
  } finally {
    project.end();
  }
}

async function readProject(project: Project): Promise<ServerlessProject> {
  const { problems, positions, folder, shown } = project;
  const result = (parts: Partial<ServerlessProject> = {}): ServerlessProject => ({
    template: undefined,
    problems,
    files: [...project.files.files],
    stage: 'dev',
    region: 'us-east-1',
    stackName: 'local',
    parameters: {},
    local: { apis: {}, env: {} },
    ...parts,
  });
  const document = await readMain(project);
  if (document === undefined || sayCompose(document, project)) return result();

  const context = project.contextOf(document);
  const isVersion4 = usesVersion4(document, folder);
  // What .env files say counts everywhere but in the stage, which names them.
  const stage = await orDefault(project, 'dev', () => stageOf(context, undefined));
  if (isVersion4 || memberOf(document, 'useDotenv') === true) {
    const dotenv = readServiceDotenv(folder, stage, isVersion4, project.environment);
    project.environment = { ...dotenv.variables, ...project.environment };
    project.files.add(dotenv.files);
  }
  const region = await orDefault(project, 'us-east-1', () => regionOf(context, undefined));
  const resolved = await resolveSections(project, document, context);
  const { resolver } = context;
  const reading = { positions, problems, isUnresolved: resolver.isUnresolved.bind(resolver) };
  const service = readService({ reading, document: resolved, stage, isVersion4, file: shown });
  if (service === undefined) return result({ stage, region });
  const { provider } = service;
  return result({
    template: { value: compile(service, project), positions, file: shown, folder },
    stage,
    region,
    stackName: provider.get('stackName').text() ?? `${service.name}-${stage}`,
    parameters: stackParameters(provider.get('stackParameters')),
    local: localSettings(service, project),
    ...presentOptions({ isMadeElsewhereBy: unknownMakers(service) }),
  });
}

async function readMain(project: Project): Promise<object | undefined> {
  const { files, file, shown, problems } = project;
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
    project.report(error);
  }
  return undefined;
}

/** Values that everything else hangs on: the default stands in for one whose variable fails, which is reported. */
async function orDefault(project: Project, fallback: string, find: () => Promise<string>): Promise<string> {
  try {
    return await find();
  } catch (error) {
    project.report(error);
    return fallback;
  }
}

/** Read only through variables that ask for them: another stage's parameters need not have a value. */
const ON_DEMAND = new Set(['params', 'stages', 'custom']);

async function resolveSections({ positions }: Project, document: object, { resolver }: SourceContext): Promise<object> {
  const copy: object = positions.copied(document, {});
  for (const key of Object.keys(document)) {
    if (!ON_DEMAND.has(key)) setMember(copy, key, await resolver.resolve(document, key, copy));
  }
  // Last: values that only plugins use are no reason to warn.
  resolver.warnsOfUnknown = false;
  if (Object.hasOwn(document, 'custom')) setMember(copy, 'custom', await resolver.resolve(document, 'custom', copy));
  return copy;
}

function compile(read: Service, { folder, options, environment, files }: Project): Template['value'] {
  const ofPlugin = dotenvPluginVariables(read, folder, options.stage, environment);
  files.add(ofPlugin.files);
  const service: Service = { ...read, pluginEnvironment: ofPlugin.variables };
  addFoundation(service);
  compileLayers(service);
  compileFunctions(service);
  compileEvents(service);
  addHelperFunctions(service);
  compileDomains(service);
  sayPlugins(service);
  const { positions } = service.reading;
  const template = withoutNulls(positions, templateOf(service.resources, service.root.get('resources')));
  const hasPseudoParameters = service.plugins.includes('serverless-pseudo-parameters');
  return (hasPseudoParameters ? withPseudoParameters(positions, template) : template) as Template['value'];
}

function localSettings(service: Service, { environment, folder }: Project): LocalSettings {
  const tables = localTables(service, folder);
  return { ...offlineSettings(service, environment), ...(tables && { tables }) };
}

function stackParameters(part: Part): Readonly<Record<string, string>> {
  return Object.fromEntries(
    part.items.flatMap((item) => {
      const [key, value] = [item.get('ParameterKey').text(), item.get('ParameterValue').text()];
      return key === undefined || value === undefined ? [] : [[key, value]];
    }),
  );
}
