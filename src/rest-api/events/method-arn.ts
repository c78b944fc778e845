import { methodArn } from '../../model/lambda/arn.ts';
import type { RoutedCall } from '../call/call.ts';

/** The ARN of what is asked for: actual verb and path, without its leading slash (docs/aws/rest-api-observed.md#authorizers). */
export function methodArnOf(call: RoutedCall): string {
  const { api, services } = call.deployment;
  const place = { region: services.region, accountId: services.accountId, apiId: api.id, stage: api.stage.name };
  return methodArn(place, call.httpMethod, call.target.resourcePath.slice(1));
}
