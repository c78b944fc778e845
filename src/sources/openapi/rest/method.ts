import type { RestMethod } from '../../../model/definition/rest-api.ts';
import { derivedId } from '../../../model/definition/derived-id.ts';
import type { ImportContext } from '../import-context.ts';
import { integrationSource } from '../integration/integration-parts.ts';
import { readRestIntegration } from '../integration/rest-integration.ts';
import type { Operation } from '../operations.ts';
import type { Models } from '../schemas/models.ts';
import { readRequirement } from '../security/requirements.ts';
import type { Schemes } from '../security/schemes.ts';
import { requestModelsOf } from './bodies.ts';
import { methodResponsesOf } from './method-responses.ts';
import { parametersOf, requestParametersOf } from './parameters.ts';
import { validatorOf, type Validators } from './validators.ts';

/** What the methods of one document share. */
export interface RestParts {
  readonly models: Models;
  readonly schemes: Schemes;
  readonly validators: Validators;
}

/**
 * One method (docs/aws/rest-api.md#method-request-fields, docs/aws/rest-api.md#how-a-document-is-mapped); `undefined`, with errors, when it
 * has no integration that can be read.
 */
export function readRestMethod(operation: Operation, parts: RestParts, context: ImportContext): RestMethod | undefined {
  const { path, method, place } = operation;
  const parameters = parametersOf(operation, context);
  const operationId = place.get('operationId');
  const operationName = operationId && context.texts.read(operationId);
  const position = place.keyPosition;
  const rest: Omit<RestMethod, 'integration'> = {
    path,
    httpMethod: method,
    resourceId: derivedId('resource', path, 6),
    ...readRequirement(operation, parts.schemes, context),
    requestParameters: requestParametersOf(operation, parameters, context),
    requestModels: requestModelsOf(operation, parameters, parts.models, context),
    ...validatorOf(operation, parts.validators, context),
    ...(operationName !== undefined && { operationName }),
    methodResponses: methodResponsesOf(operation, parts.models, context),
    ...(position && { declaredAt: position }),
  };
  const source = integrationSource(operation, context);
  const integration = source && readRestIntegration(source);
  if (!source)
    context.problems.error(
      `No integration defined for method: ${method} ${path}`,
      position,
      'Add x-amazon-apigateway-integration to the operation: AWS refuses to deploy the API without it.',
    );
  return integration && { ...rest, integration };
}
