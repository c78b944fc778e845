import type { RestMethod } from '../../../model/definition/rest-api.ts';
import { nearestHint } from '../../problems/nearest.ts';
import { Fields } from '../document/fields.ts';
import type { ImportContext } from '../import-context.ts';
import type { Operation } from '../operations.ts';

type Validator = NonNullable<RestMethod['requestValidator']>;
export type Validators = ReadonlyMap<string, Validator>;

/** `x-amazon-apigateway-request-validators` by name. */
export function readValidators(context: ImportContext): Validators {
  const holder = context.root.getAnyCase('x-amazon-apigateway-request-validators');
  return new Map(
    (holder?.entries() ?? []).map(([name, place]) => {
      const fields = new Fields(place, context);
      const validator = {
        validateRequestBody: fields.flag('validateRequestBody') ?? false,
        validateRequestParameters: fields.flag('validateRequestParameters') ?? false,
      };
      fields.warnOfTheRest();
      return [name, validator];
    }),
  );
}

/** The validator of an operation: its own, else the document's (docs/aws/rest-api.md#validators). */
export function validatorOf(
  operation: Operation,
  validators: Validators,
  context: ImportContext,
): Pick<RestMethod, 'requestValidator'> {
  const key = 'x-amazon-apigateway-request-validator';
  const place = operation.place.getAnyCase(key) ?? context.root.getAnyCase(key);
  const name = place && context.texts.read(place);
  if (!place || name === undefined) return {};
  const validator = validators.get(name);
  if (validator) return { requestValidator: validator };
  const message = `Unable to put method '${operation.method}' on resource at path '${operation.path}': Invalid Request Validator identifier specified`;
  const hint = () =>
    `There is no validator "${name}". ${nearestHint(name, [...validators.keys()], 'validators') ?? ''}`.trimEnd();
  context.problems.error(message, place.position, hint);
  return {};
}
