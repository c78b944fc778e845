import { lambdaTargetOf, serviceTargetOf } from '../../../../model/lambda/arn.ts';
import type { Integration } from '../../../../model/definition/integration.ts';
import type { Place } from '../../shape/place.ts';
import type { ApiContext } from '../context/context.ts';
import { functionReference } from '../context/function-reference.ts';
import type { WrittenIntegration } from '../context/written.ts';

type Target = Pick<Integration, 'lambda' | 'service'>;

/**
 * What the URI of an integration means, by its type; what it cannot mean is a problem
 * (docs/aws/rest-api-observed.md#control-plane-messages).
 */
export function integrationTarget(written: WrittenIntegration, place: Place, context: ApiContext): Target {
  if (written.type === 'MOCK' || written.integrationSubtype !== undefined) return {};
  if (written.uri === undefined) {
    if (!place.has('uri')) place.keyError(`${place.name} needs "uri": ${wantedUri(written.type)}`);
    return {};
  }
  const uri = place.at('uri');
  if (written.type === 'HTTP' || written.type === 'HTTP_PROXY') {
    checkHttpUri(written, written.uri, place, context);
    return {};
  }
  const lambda = lambdaTargetOf(written.uri) ?? bareName(written.uri);
  if (lambda) return lambdaTarget(lambda, written, place, context);
  const service = serviceTargetOf(written.uri);
  if (service && written.type === 'AWS') return { service };
  const hint = service ? 'AWS_PROXY takes Lambda functions only; write type: aws.' : undefined;
  uri.error(`${uri.name} must be ${wantedUri(written.type)}, found "${written.uri}"`, hint);
  return {};
}

function wantedUri(type: Integration['type']): string {
  if (type === 'HTTP' || type === 'HTTP_PROXY') return 'an http or https URL';
  return type === 'AWS'
    ? 'the ARN or name of a function, or the ARN of an AWS service with path/ or action/'
    : 'the ARN or name of a function';
}

function bareName(uri: string): Target['lambda'] {
  return /^[A-Za-z0-9_-]+$/.test(uri) ? { functionName: uri } : undefined;
}

function lambdaTarget(
  lambda: NonNullable<Target['lambda']>,
  written: WrittenIntegration,
  place: Place,
  context: ApiContext,
): Target {
  const name = lambda.qualifier === undefined ? lambda.functionName : `${lambda.functionName}:${lambda.qualifier}`;
  functionReference(name, place.at('uri'), context);
  if (written.httpMethod !== undefined && written.httpMethod !== 'POST') {
    const at = place.at('httpMethod');
    at.warning(
      `${at.name} is "${written.httpMethod}", but Lambda is always called with POST; on AWS this method would fail`,
      'Write httpMethod: POST, or leave it out.',
    );
  }
  return { lambda };
}

function checkHttpUri(written: WrittenIntegration, uri: string, place: Place, context: ApiContext): void {
  const at = place.at('uri');
  const isPrivate = written.connectionType === 'VPC_LINK';
  if (isPrivate) checkVpcLink(written, uri, place, context);
  if (/^https?:\/\/[^/]/.test(uri) || uri.startsWith('${stageVariables.')) return;
  if (isPrivate && uri.startsWith('arn:')) return;
  at.error(`${at.name} must be an http or https URL, found "${uri}"`);
}

/** A private backend can be reached only where the configuration says what stands in for it. */
function checkVpcLink(written: WrittenIntegration, uri: string, place: Place, context: ApiContext): void {
  const { connectionId, integrationTarget: balancer } = written;
  if (connectionId === undefined) {
    if (!place.has('connectionId'))
      place.keyError(`${place.name} needs "connectionId": the VPC link that it goes through`);
    return;
  }
  if (
    connectionId.includes('${') ||
    context.vpcLinks.some((link) => [connectionId, balancer, uri, uri.split('?', 1)[0]].includes(link))
  )
    return;
  const outcome = /^https?:/.test(uri) ? `go to ${uri} itself` : 'fail';
  place
    .at('connectionId')
    .warning(
      `the VPC link "${connectionId}" has no local URL, so calls through it ${outcome}`,
      `Add it to vpcLinks: at the top of the file, as ${connectionId}: http://localhost:9000`,
    );
}
