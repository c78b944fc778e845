import { nearestHint } from '../../problems/nearest.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { methodModelId, modelId, validatorId } from '../logical-ids.ts';
import type { Part } from '../service/part.ts';
import { type Given, ref } from '../service/resources.ts';
import type { Service } from '../service/service.ts';
import type { HttpEvent } from './http-event.ts';
import { requestParameters } from './request-parameters.ts';

/** What `request` of an event makes of its method: parameters, models and the validator that checks them. */
export function compileRequest(service: Service, event: HttpEvent, restApiId: TemplateValue): Record<string, Given> {
  const request = event.part.get('request');
  const parameters = requestParameters(request);
  const models = compileModels(service, event, restApiId);
  const isChecked = models !== undefined || parameters.some(({ isRequired }) => isRequired);
  return {
    RequestParameters: Object.fromEntries(
      parameters.map(({ location, name, isRequired }) => [`method.request.${location}.${name}`, isRequired]),
    ),
    RequestModels: models,
    RequestValidatorId: isChecked ? addValidator(service, event, restApiId) : undefined,
  };
}

/** One validator for all methods that need any, which checks body and parameters alike. */
function addValidator(service: Service, { part }: HttpEvent, restApiId: TemplateValue): TemplateMap {
  const id = validatorId(service.name);
  if (!service.resources.has(id)) {
    const name = `${service.name}-${service.stage} | Validate request body and querystring parameters`;
    service.resources.add(
      id,
      'AWS::ApiGateway::RequestValidator',
      { RestApiId: restApiId, ValidateRequestBody: true, ValidateRequestParameters: true, Name: name },
      part,
    );
  }
  return ref(id);
}

function compileModels(service: Service, event: HttpEvent, restApiId: TemplateValue): TemplateMap | undefined {
  const request = event.part.get('request');
  // `schema` is the name of versions 1 and 2.
  const schemas = request.get('schemas').exists ? request.get('schemas') : request.get('schema');
  if (!schemas.exists || !schemas.isMapOrMissing('a map from content types to schemas')) return undefined;
  const models: TemplateMap = {};
  for (const [contentType, schema] of schemas.entries) {
    const id =
      typeof schema.value === 'string'
        ? addProviderModel(service, schema, schema.value, restApiId)
        : addModel(service, methodModelId(event.path, event.method, contentType), contentType, schema, restApiId);
    if (id !== undefined) models[contentType] = ref(id);
  }
  return models;
}

/** A schema that `provider.apiGateway.request.schemas` names, for all methods that refer to it. */
function addProviderModel(service: Service, at: Part, key: string, restApiId: TemplateValue): string | undefined {
  const schemas = service.provider.get('apiGateway').get('request').get('schemas');
  const schema = schemas.get(key);
  if (schema.exists) return addModel(service, modelId(key), 'application/json', schema, restApiId);
  const hint = () => nearestHint(key, schemas.keys, 'schemas');
  at.error(`${at.name} names the schema "${key}", which provider.apiGateway.request.schemas does not have`, hint);
  return undefined;
}

function addModel(service: Service, id: string, contentType: string, schema: Part, restApiId: TemplateValue): string {
  const inner = schema.get('schema');
  const isWrapped = inner.exists;
  service.resources.add(
    id,
    'AWS::ApiGateway::Model',
    {
      RestApiId: restApiId,
      ContentType: contentType,
      Schema: isWrapped ? inner : schema,
      Name: isWrapped ? schema.get('name') : undefined,
      Description: isWrapped ? schema.get('description') : undefined,
    },
    schema,
  );
  return id;
}
