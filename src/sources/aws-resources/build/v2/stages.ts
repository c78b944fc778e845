import type { Stage, Throttle } from '../../../../model/definition/stage.ts';
import type { AwsResource } from '../../resources.ts';
import type { BuildContext } from '../context.ts';
import { managedOverrides } from './quick-create.ts';
import { accessLogOf } from '../settings/access-log.ts';
import type { RouteThrottles } from './routes.ts';

/** A stage of an HTTP or WebSocket API. */
export interface V2Stage {
  readonly stage: Stage;
  readonly throttles: RouteThrottles;
}

type Record = AwsResource<'AWS::ApiGatewayV2::Stage'>;

/** The stages of an API: its Stage resources, what its deployments make by naming one, and quick create's `$default`. */
export function buildV2Stages(api: AwsResource<'AWS::ApiGatewayV2::Api'>, context: BuildContext): readonly V2Stage[] {
  const { records } = context;
  const byName = new Map<string, V2Stage>();
  const add = (name: string, record: Partial<Record>): void => {
    if (!byName.has(name)) byName.set(name, buildStage(name, record));
  };
  for (const record of records.all('AWS::ApiGatewayV2::Stage')) {
    if (record.api === api.id) add(record.stageName ?? record.id, record);
  }
  for (const { api: of, stageName } of records.all('AWS::ApiGatewayV2::Deployment')) {
    if (of === api.id && stageName !== undefined) add(stageName, {});
  }
  if (api.target !== undefined) add('$default', managedOverrides(api, context)?.stage ?? {});
  return [...byName.values()];
}

function buildStage(name: string, record: Partial<Record>): V2Stage {
  const accessLog = accessLogOf(record.accessLogSettings?.format);
  const throttle = throttleOf(record.defaultRouteSettings);
  const throttles: { [routeKey: string]: Throttle } = {};
  for (const [key, settings] of Object.entries(record.routeSettings ?? {})) {
    const own = throttleOf(settings);
    if (own !== undefined) throttles[key] = own;
  }
  return {
    stage: {
      name,
      variables: record.stageVariables ?? {},
      ...(accessLog && { accessLog }),
      ...(throttle && { throttle }),
      deploymentId: '',
    },
    throttles,
  };
}

function throttleOf(settings: NonNullable<Record['defaultRouteSettings']> | undefined): Throttle | undefined {
  const { throttlingRateLimit: rate, throttlingBurstLimit: burst } = settings ?? {};
  if (rate === undefined && burst === undefined) return undefined;
  return { ...(rate !== undefined && { rate }), ...(burst !== undefined && { burst }) };
}
