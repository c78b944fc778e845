import { policyProblem } from '../../../../authorizers/policy/policy.ts';
import type { PolicyDocument } from '../../../../model/definition/authorizer.ts';
import type { AwsResource } from '../../resources.ts';
import type { BuildContext } from '../context.ts';

/** The resource policy of a REST API, written as a map or as JSON text. */
export function policyOf(policy: unknown, record: AwsResource, { problems }: BuildContext): PolicyDocument | undefined {
  if (policy === undefined) return undefined;
  const document = typeof policy === 'string' ? parsed(policy) : policy;
  if (typeof document === 'object' && document !== null && Object.keys(document).length === 0) return undefined;
  const isDocument = typeof document === 'object' && document !== null && 'Statement' in document;
  const problem = isDocument ? policyProblem(document, 'resource') : 'it has no "Statement"';
  if (problem === undefined) return document as PolicyDocument;
  problems.warning(
    `the Policy of "${record.id}" is not a policy that IAM takes: ${problem}; nothing is allowed here`,
    record.at(['policy']),
  );
  return { Version: '2012-10-17', Statement: [] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
