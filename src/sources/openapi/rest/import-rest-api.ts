import type { RestApi } from '../../../model/definition/rest-api.ts';
import { distinct } from '../import-context.ts';
import type { Imported, OpenApiInput, OpenApiOptions } from '../options.ts';
import { operationsOf } from '../operations.ts';
import { openDocument } from '../read-document.ts';
import { Models } from '../schemas/models.ts';
import { authorizersOf, readSchemes } from '../security/schemes.ts';
import { readGatewayResponses } from './gateway-responses.ts';
import { readRestMethod } from './method.ts';
import { checkResourceTree } from './resource-tree.ts';
import { readRestSettings, type RestSettings } from './settings.ts';
import { readValidators } from './validators.ts';

/** Everything of a REST API that a document can define. What belongs to stages, ports and usage plans comes from elsewhere. */
export type RestApiDefinition = Pick<
  RestApi,
  | 'type'
  | 'methods'
  | 'authorizers'
  | 'models'
  | 'gatewayResponses'
  | 'binaryMediaTypes'
  | 'minimumCompressionSize'
  | 'apiKeySource'
  | 'policy'
  | 'disableExecuteApiEndpoint'
> &
  Partial<Pick<RestApi, 'endpointType'>>;

/** What one document says, and nothing more: settings that it leaves out are absent. */
export type RestParts = Pick<RestApiDefinition, 'methods' | 'authorizers' | 'models' | 'gatewayResponses'> &
  RestSettings;

/**
 * Reads a REST API from OpenAPI 2 or 3.0, YAML or JSON (docs/aws/rest-api.md#openapi-import-export,
 * docs/aws/rest-api-observed.md#openapi-import). Never throws for what a document holds: the problems say what AWS would refuse (errors),
 * ignore (warnings) or drop without harm (infos).
 */
export function importRestApi(input: OpenApiInput, options: OpenApiOptions): Imported<RestApiDefinition> {
  const { definition, ...rest } = readRestParts(input, options);
  return { ...rest, definition: { ...emptyRestApi, ...definition } };
}

/** A REST API with nothing in it. */
export const emptyRestApi: RestApiDefinition = {
  type: 'rest',
  methods: [],
  authorizers: {},
  models: {},
  gatewayResponses: {},
  binaryMediaTypes: [],
  apiKeySource: 'HEADER',
  disableExecuteApiEndpoint: false,
};

/** The document's own part of an API, for merging into one that exists. `checkTree` is off where the tree is complete only after that. */
export function readRestParts(input: OpenApiInput, options: OpenApiOptions, checkTree = true): Imported<RestParts> {
  const { context, problems, library } = openDocument('rest', input, options);
  if (!context) {
    const nothing = { methods: [], authorizers: {}, models: {}, gatewayResponses: {} };
    return { definition: nothing, problems: distinct(problems.list), files: library.files };
  }
  const settings = readRestSettings(context);
  const schemes = readSchemes(context);
  const parts = { models: new Models(context), schemes, validators: readValidators(context) };
  const methods = operationsOf(context).flatMap((operation) => readRestMethod(operation, parts, context) ?? []);
  if (checkTree) checkResourceTree(methods, problems);
  const definition: RestParts = {
    methods,
    authorizers: authorizersOf(schemes),
    models: parts.models.all,
    gatewayResponses: readGatewayResponses(context),
    ...settings,
  };
  const title = context.root.get('info')?.get('title')?.value;
  return {
    definition,
    ...(typeof title === 'string' && { title }),
    problems: distinct(problems.list),
    files: library.files,
  };
}
