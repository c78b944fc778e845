import { AWS_SUBTYPES, isAwsSubtype } from '../../../model/definition/aws-subtypes.ts';
import { nearestHint } from '../../problems/nearest.ts';

/** What is wrong with a service action and its parameters, and at which key of the integration. */
export function serviceActionProblem(
  subtype: string,
  parameters: readonly string[],
): { readonly at: string; readonly message: string; readonly hint?: string } | undefined {
  if (!isAwsSubtype(subtype)) {
    const hint = nearestHint(subtype, Object.keys(AWS_SUBTYPES), 'service actions');
    return { at: 'integrationSubtype', message: `"${subtype}" is not a service action`, ...(hint && { hint }) };
  }
  const missing = AWS_SUBTYPES[subtype].required.filter((parameter) => !parameters.includes(parameter));
  if (missing.length === 0) return undefined;
  return { at: 'requestParameters', message: `${subtype} needs the parameters ${missing.join(', ')}` };
}
