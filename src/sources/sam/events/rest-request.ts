import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import {
  addRequestModel,
  addRequestParameters,
  addValidator,
  type MethodPlace,
  type RequestParameter,
} from '../definition/request-parts.ts';
import { EventError } from '../words/errors.ts';
import { expectMap } from '../words/expect.ts';
import { isIntrinsic } from '../words/intrinsics.ts';
import { isGiven, isMap, member, shown } from '../words/values.ts';
import type { SamEvent } from './event.ts';

/** Puts `RequestModel` and `RequestParameters` of an `Api` event into the method's definition. */
export function addRequestSettings(event: SamEvent, api: TemplateMap, place: MethodPlace): void {
  const { RequestModel: model, RequestParameters: parameters } = event.properties;
  if (isGiven(model)) addModel(event, api, place, expectMap(model, { id: event.id, isEvent: true }, 'RequestModel'));
  if (!isGiven(parameters) || !Array.isArray(parameters)) return;
  const read = parameters.map((parameter, index) => readParameter(event, parameter, index));
  addRequestParameters(place, read);
}

function addModel(event: SamEvent, api: TemplateMap, place: MethodPlace, settings: TemplateMap): void {
  const { Model: model, ValidateBody: body, ValidateParameters: parameters } = settings;
  if (!isGiven(model)) return;
  const { path, method } = place;
  const where = `[${shown(model)}] on API method [${method}] for path [${path}]`;
  const error = (words: string, key = 'Model'): EventError =>
    new EventError(event.id, words, ['Properties', 'RequestModel', key]);
  const unable = `Unable to set RequestModel ${where} because`;
  const models = api['Models'];
  if (!isGiven(models)) throw error(`${unable} the related API does not define any Models.`);
  if (!isIntrinsic(models) && !isMap(models)) {
    throw error(`${unable} the related API Models defined is of invalid type.`);
  }
  if (typeof model !== 'string') throw error(`${unable} the related API does not contain valid Models.`);
  if (!isGiven(member(models, model))) throw error(`${unable} it wasn't defined in the API's Models.`);
  addRequestModel(place, model, settings['Required']);
  if ((body ?? null) === null && (parameters ?? null) === null) return;
  const [validatesBody, validatesParameters] = [body ?? false, parameters ?? false];
  if (typeof validatesBody !== 'boolean' || typeof validatesParameters !== 'boolean') {
    throw error(
      `Unable to set Validator to RequestModel ${where} ValidateBody and ValidateParameters must be a boolean type, strings or intrinsics are not supported.`,
      typeof validatesBody === 'boolean' ? 'ValidateParameters' : 'ValidateBody',
    );
  }
  addValidator(place, validatesBody, validatesParameters);
}

function readParameter(event: SamEvent, parameter: TemplateValue, index: number): RequestParameter {
  const error = (words: string): EventError =>
    new EventError(event.id, `Invalid value for 'RequestParameters' property. ${words}`, [
      'Properties',
      'RequestParameters',
      index,
    ]);
  const [name, settings]: [string, TemplateValue] =
    typeof parameter === 'string' ? [parameter, {}] : firstMember(parameter, error);
  if (!/^method\.request\.(querystring|path|header)\./.test(name)) {
    throw error(
      "Keys must be in the format 'method.request.[querystring|path|header].{value}', e.g 'method.request.header.Authorization'.",
    );
  }
  if (!isMap(settings) || !Object.keys(settings).every((key) => key === 'Required' || key === 'Caching')) {
    throw error('Values must be an object, e.g { Required: true, Caching: false }');
  }
  return { name, required: settings['Required'] ?? false, caching: settings['Caching'] ?? false };
}

function firstMember(parameter: TemplateValue, error: (words: string) => EventError): [string, TemplateValue] {
  const [first] = isMap(parameter) ? Object.entries(parameter) : [];
  if (first === undefined) throw error('Property must be either a string or an object');
  return first;
}
