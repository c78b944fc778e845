import type { RestMethod } from '../../../model/definition/rest-api.ts';

type Validator = NonNullable<RestMethod['requestValidator']>;

/**
 * A validator has no name of its own in the model, as its two flags say all; these are the names that AWS's console gives
 * (docs/aws/rest-api.md#validators).
 */
export function validatorName({ validateRequestBody, validateRequestParameters }: Validator): string {
  if (validateRequestBody && validateRequestParameters) return 'Validate body, query string parameters, and headers';
  if (validateRequestBody) return 'Validate body';
  return validateRequestParameters ? 'Validate query string parameters and headers' : 'No validation';
}

/** The validators that methods use, by name. */
export function validatorsOf(methods: readonly RestMethod[]): Record<string, Validator> {
  const validators: Record<string, Validator> = {};
  for (const { requestValidator } of methods)
    if (requestValidator) validators[validatorName(requestValidator)] = requestValidator;
  return validators;
}
