import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import type { Model } from '../../model/definition/model.ts';
import type { Problem } from '../../model/base/position.ts';
import { Problems } from '../problems/problems.ts';
import { documentFromObject, type SourceDocument } from '../problems/source-document.ts';
import { buildEndpoints } from './build/settings/endpoints.ts';
import { withEnvironment } from './environment-references.ts';
import { readEnvFile } from './build/functions/env-file.ts';
import { buildFaults } from './build/settings/faults.ts';
import { buildModel } from './build/model.ts';
import { documentReferences } from './build/apis/document-references.ts';
import { type DocumentParts, readOpenApiDocument } from './build/apis/open-api-documents.ts';
import { checkEnvFile } from '../env-file/check-env-file.ts';
import { whyUnreadable } from '../problems/unreadable.ts';
import { type Config, configDefinition, type EmulatorConfig } from './definition/config.ts';
import type { ConfigOptions, OpenApiImporters } from './options.ts';
import { partsOf } from './laid-over/api.ts';
import { Base } from './laid-over/base.ts';
import { laidOverModel } from './laid-over/model.ts';
import { checkSource, isLaidOver, readSource, withInherited } from './laid-over/read-source.ts';
import { withoutMisplacedFields } from './check/misplaced-fields.ts';
import { Place } from './shape/place.ts';
import { read } from './shape/read.ts';
import { readRegularFile } from '../../model/base/regular-file.ts';

export interface LoadedConfig {
  /** `undefined` when there is an error among the problems. */
  readonly model: Model | undefined;
  /** Where there are errors, what could be read all the same: its functions can be checked. */
  readonly partial?: Model | undefined;
  /** Errors and warnings, in the order of the files. */
  readonly problems: readonly Problem[];
  /** Absolute paths of everything that was read, or would have been: a change of one means to load again. */
  readonly files: readonly string[];
}

/**
 * Reads `emulator.config.yaml` (or JSON, TypeScript, JavaScript) and all that it refers to. Everything that is wrong comes back as a problem, the file that cannot
 * be read included. Throws `API_UNKNOWN` for an unknown name in `only`.
 */
export async function loadConfig(file: string, options: ConfigOptions = {}): Promise<LoadedConfig> {
  const cwd = options.cwd ?? process.cwd();
  const absolute = resolve(cwd, file);
  const problems = new Problems();
  const files = new Set([absolute]);
  const text = tryRead(absolute, file, options);
  if (typeof text !== 'string') {
    problems.error(`the configuration cannot be read: ${text.why}`);
    return { model: undefined, problems: problems.list, files: [...files] };
  }
  if (isCode(absolute)) {
    const reading = {
      cwd,
      environment: options.environment ?? process.env,
      problems,
      files,
      readFile: readerOf(options),
    };
    const { readCode } = await import('./code/read-code.ts');
    const written = await readCode(absolute, text, reading);
    if (written === undefined) return { model: undefined, problems: problems.list, files: [...files] };
    return load(written, dirname(absolute), problems, files, options);
  }
  // A configuration in code has no YAML to read.
  const { readYamlDocument } = await import('../problems/yaml-document.ts');
  const document = readYamlDocument(text, relative(cwd, absolute), problems, { kept: options.kept });
  return load(document, dirname(absolute), problems, files, options);
}

/** The same for a configuration as an object. `root` is the folder that its paths are relative to. */
export async function modelFromObject(
  config: EmulatorConfig,
  root: string,
  options: ConfigOptions = {},
): Promise<LoadedConfig> {
  const absolute = resolve(options.cwd ?? process.cwd(), root);
  return load(documentFromObject(config), absolute, new Problems(), new Set(), options);
}

/** Types a configuration in code (`emulator.config.ts`); returns it as it is. */
export function defineConfig(config: EmulatorConfig): EmulatorConfig {
  return config;
}

/** Whether a configuration is code: `emulator.config.ts`, `.mts`, `.js`, `.mjs`. */
function isCode(file: string): boolean {
  return /\.[cm]?[jt]s$/.test(file);
}

async function load(
  written: SourceDocument,
  root: string,
  problems: Problems,
  files: Set<string>,
  options: ConfigOptions,
): Promise<LoadedConfig> {
  const document = withEnvironment(written, options.environment ?? {}, problems);
  const base = await readBase(document, root, problems, files, options);
  if (base === 'unreadable') return { model: undefined, problems: problems.list, files: [...files] };
  const whole = base === undefined ? document : withInherited(document, base);
  const place = new Place(whole, problems);
  const config = whole.isBroken === true ? undefined : readConfig(whole, place);
  const model = config && (await toModel(config, place, root, files, options, base));
  const hasErrors = problems.hasErrors;
  return {
    model: hasErrors || !model ? undefined : { ...model, files: [...files] },
    partial: hasErrors && model ? { ...model, files: [...files] } : undefined,
    problems: problems.list,
    files: [...files],
  };
}

/** The input that the configuration is laid over, if it is; `unreadable` when there are errors in it. */
async function readBase(
  document: SourceDocument,
  root: string,
  problems: Problems,
  files: Set<string>,
  options: ConfigOptions,
): Promise<Base | 'unreadable' | undefined> {
  if (document.isBroken === true || !isLaidOver(document)) return undefined;
  const wanted = readSource(document, root);
  if (wanted === undefined || options.readBase === undefined) return undefined;
  checkSource(document, problems);
  // The command of an app needs no cdk.json.
  if (wanted.app === undefined && !existsSync(wanted.file)) {
    files.add(wanted.file);
    const name = relative(options.cwd ?? process.cwd(), wanted.file);
    new Place(document, problems)
      .at('source')
      .error(`source cannot be read: ${whyUnreadable({ code: 'ENOENT' }, name)}`);
    return 'unreadable';
  }
  const read = await options.readBase(wanted);
  problems.addAll(read.problems);
  for (const file of read.files) files.add(file);
  return read.model === undefined ? 'unreadable' : new Base(read.model);
}

function readConfig(document: SourceDocument, place: Place): Config | undefined {
  if (document.value === null || document.value === undefined) {
    place.error(`${document.file} is empty`, 'It needs functions: and apis:; "gw-emulate init" writes an example.');
    return undefined;
  }
  const config = read(configDefinition, withoutMisplacedFields(place), place);
  // A key that is misspelt has been reported, and says what was meant.
  const isEmpty = !place.has('apis') && !place.has('functions') && !place.has('source');
  if (config && isEmpty && !place.problems.hasErrors) {
    place.keyError('the configuration has neither apis: nor functions:', '"gw-emulate init" writes an example.');
  }
  return config;
}

async function toModel(
  config: Config,
  place: Place,
  root: string,
  files: Set<string>,
  options: ConfigOptions,
  base: Base | undefined,
): Promise<Model> {
  const readFile = readerOf(options);
  const cwd = options.cwd ?? process.cwd();
  const checks = options.checks ?? {};
  const region = base?.model.region ?? config.region ?? 'us-east-1';
  const accountId = base?.model.accountId ?? config.accountId ?? '123456789012';
  const functions = [...place.at('functions').keys, ...(base?.functionNames ?? [])];
  const context = { root, region, accountId, functions, vpcLinks: Object.keys(config.vpcLinks ?? {}), checks };
  const documents = new Map<string, DocumentParts>();
  if (Object.values(config.apis ?? {}).some((api) => 'openapi' in api)) {
    const importers = options.openApi ?? (await openApiImporters());
    // Names in messages, and of further files, are relative to the working folder.
    const readNamed = (file: string): string => readFile(resolve(cwd, file));
    const reading = {
      root,
      cwd,
      context: {
        region,
        accountId,
        functions,
        readFile: readNamed,
        checks,
        resolve: documentReferences({ config, region, accountId, functions }),
        refusesUnknown: true,
      },
      importers,
      files,
    };
    for (const [name, api] of Object.entries(config.apis ?? {})) {
      documents.set(name, readOpenApiDocument(name, api, place.at('apis', name), reading));
    }
  }
  for (const name of place.at('apis').keys) {
    const theirs = base?.api(name);
    if (theirs !== undefined) documents.set(name, partsOf(theirs, place.at('apis', name)));
  }
  const env = { ...base?.model.env, ...readEnvironment(config, place, root, files, options) };
  const built = buildModel({ config, place, context, options, documents, base });
  const whole = base === undefined ? built : laidOverModel(base, built, config, place, options.port);
  return {
    ...whole,
    ...(config.faults && { faults: buildFaults(place, whole) }),
    endpoints: {
      ...base?.model.endpoints,
      ...buildEndpoints(config.endpoints ?? {}, { ...env, ...options.environment }),
    },
    env,
    files: [...files],
  };
}

/** Imported only where an API has a document. */
async function openApiImporters(): Promise<OpenApiImporters> {
  const { importHttpApi, importRestApi } = await import('../openapi/index.ts');
  return { http: importHttpApi, rest: importRestApi };
}

function readEnvironment(
  config: Config,
  place: Place,
  root: string,
  files: Set<string>,
  options: ConfigOptions,
): Record<string, string> {
  const flag = options.envFile;
  const file =
    flag === undefined ? config.envFile && resolve(root, config.envFile) : resolve(options.cwd ?? process.cwd(), flag);
  if (file === undefined || file === '') return {};
  files.add(file);
  const named = relative(options.cwd ?? process.cwd(), file);
  const text = tryRead(file, named, options);
  if (typeof text === 'string') {
    checkEnvFile(text, named, place.problems);
    return readEnvFile(text);
  }
  if (flag === undefined) {
    place
      .at('envFile')
      .error(`envFile cannot be read: ${text.why}`, 'Create the file (it may be empty), or remove envFile.');
  } else place.problems.error(`--env-file cannot be read: ${text.why}`);
  return {};
}

const readerOf = (options: ConfigOptions): ((file: string) => string) => options.readFile ?? readRegularFile;

function tryRead(file: string, named: string, options: ConfigOptions): string | { readonly why: string } {
  try {
    return readerOf(options)(file);
  } catch (error) {
    return { why: whyUnreadable(error, named) };
  }
}
