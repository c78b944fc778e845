import { MAX_POLICY_CHARACTERS } from '../../../../model/definition/limits.ts';
import { isJsonObject, parseJson } from '../../../../model/base/json.ts';
import { policyProblem } from '../../../../authorizers/policy/policy.ts';
import type { PolicyDocument } from '../../../../model/definition/authorizer.ts';
import type { Place } from '../../shape/place.ts';

/** A policy document from a map or JSON text; `undefined` after a problem. */
export function buildPolicy(
  policy: string | PolicyDocument,
  place: Place,
  kind: 'identity' | 'resource',
): PolicyDocument | undefined {
  const document = typeof policy === 'string' ? parse(policy) : policy;
  if (!document) {
    place.error(`${place.name} is not a policy document: wanted a map, or a JSON object as text`);
    return undefined;
  }
  if (!Object.hasOwn(document, 'Statement')) {
    place.error(
      `${place.name} has no "Statement"`,
      'A policy document is { Version: "2012-10-17", Statement: [ … ] }.',
    );
    return document;
  }
  const problem = policyProblem(document, kind);
  if (problem !== undefined) place.error(`${place.name} is not a policy that IAM takes: ${problem}`);
  const size = JSON.stringify(document).length;
  if (size > MAX_POLICY_CHARACTERS)
    place.error(`${place.name} has ${size} characters as JSON; AWS takes ${MAX_POLICY_CHARACTERS}`);
  return document;
}

function parse(text: string): PolicyDocument | undefined {
  const value = parseJson(text);
  return isJsonObject(value) ? value : undefined;
}
