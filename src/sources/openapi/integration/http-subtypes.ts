import { AWS_SUBTYPES, isAwsSubtype } from '../../../model/definition/aws-subtypes.ts';
import type { AwsSubtype } from '../../../model/definition/aws-subtypes.ts';
import { nearestHint } from '../../problems/nearest.ts';
import type { IntegrationSource } from './integration-parts.ts';
import { checkExpression, readTextMap } from './text-maps.ts';

/** The parameters of a service call, checked against what the subtype takes. */
export function readSubtypeParameters(name: string, source: IntegrationSource): Record<string, string> {
  const { fields, operation, context, at, refuse } = source;
  const subtype: AwsSubtype | undefined = isAwsSubtype(name) ? AWS_SUBTYPES[name] : undefined;
  if (!subtype) {
    const hint = nearestHint(name, Object.keys(AWS_SUBTYPES), 'subtypes');
    refuse('integrationSubtype', `there is no integration subtype "${name}"`, hint);
  }
  if (fields.raw('credentials') === undefined)
    refuse('integrationSubtype', `${name} needs "credentials", the ARN of the role that makes the call`);
  const parameters: Record<string, string> = {};
  const known = [...(subtype?.required ?? []), ...(subtype?.optional ?? []), 'Region'];
  for (const [key, text, place] of readTextMap(fields, 'requestParameters', operation)) {
    if (subtype && !known.includes(key)) {
      const hint = () => nearestHint(key, known, 'parameters');
      context.problems.error(`"${key}" is not a parameter of ${name}`, place.keyPosition, hint);
    }
    parameters[key] = text;
    checkExpression(text, 'http-request', place, context);
  }
  const missing = subtype?.required.filter((each) => parameters[each] === undefined) ?? [];
  if (missing.length > 0)
    context.problems.error(`${name} needs the parameters ${missing.join(', ')}`, at('requestParameters').position);
  return parameters;
}
