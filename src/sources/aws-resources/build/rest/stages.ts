import type { Canary, MethodSettings, RestApi } from '../../../../model/definition/rest-api.ts';
import type { Stage, Throttle } from '../../../../model/definition/stage.ts';
import type { AwsResource } from '../../resources.ts';
import type { BuildContext } from '../context.ts';
import { accessLogOf } from '../settings/access-log.ts';

/** What a REST API's stage sets beside the definition. */
export interface RestStage {
  readonly stage: Stage;
  readonly settings: Pick<RestApi, 'methodSettings' | 'cacheCluster' | 'cacheClusterSize' | 'canary' | 'executionLog'>;
}

type StageRecord = AwsResource<'AWS::ApiGateway::Stage'>;
type Written = Omit<StageRecord, 'resourceType' | 'deployment' | 'restApi'>;

/** The stages of an API: its Stage resources, and what its deployments make by naming one. */
export function buildRestStages(apiId: string, context: BuildContext): RestStage[] {
  const { records } = context;
  const stages = records.all('AWS::ApiGateway::Stage').filter(({ restApi }) => restApi === apiId);
  const made = records
    .all('AWS::ApiGateway::Deployment')
    .filter(({ restApi, stageName }) => restApi === apiId && stageName !== undefined)
    .map(({ stageDescription, variables, resourceType: _type, restApi: _api, ...rest }) => {
      const all = stageDescription && defaultSetting(stageDescription);
      return {
        ...rest,
        ...stageDescription,
        variables: { ...variables, ...stageDescription?.variables },
        ...(all && { methodSettings: [all, ...(stageDescription.methodSettings ?? [])] }),
      };
    });
  const written: readonly Written[] = [...stages, ...made];
  const byName = new Map<string, RestStage>();
  for (const one of written) {
    const name = one.stageName ?? one.id;
    if (!byName.has(name)) byName.set(name, buildStage(name, one));
  }
  return [...byName.values()];
}

type Setting = NonNullable<StageRecord['methodSettings']>[number];
type Description = NonNullable<AwsResource<'AWS::ApiGateway::Deployment'>['stageDescription']>;

/** `StageDescription` sets for every method what `MethodSettings` sets for one. */
function defaultSetting(description: Description): Setting {
  const { cacheTtlInSeconds, cachingEnabled, dataTraceEnabled, loggingLevel } = description;
  const { throttlingBurstLimit, throttlingRateLimit } = description;
  return {
    resourcePath: '/*',
    httpMethod: '*',
    ...(cacheTtlInSeconds !== undefined && { cacheTtlInSeconds }),
    ...(cachingEnabled !== undefined && { cachingEnabled }),
    ...(dataTraceEnabled !== undefined && { dataTraceEnabled }),
    ...(loggingLevel && { loggingLevel }),
    ...(throttlingBurstLimit !== undefined && { throttlingBurstLimit }),
    ...(throttlingRateLimit !== undefined && { throttlingRateLimit }),
  };
}

function buildStage(name: string, written: Written): RestStage {
  const methodSettings: Record<string, MethodSettings> = {};
  for (const setting of written.methodSettings ?? []) methodSettings[keyOf(setting)] = settingOf(setting);
  const throttle = methodSettings['*/*']?.throttle;
  const accessLog = accessLogOf(written.accessLogSetting?.format);
  const canary = canaryOf(written.canarySetting);
  return {
    stage: {
      name,
      variables: written.variables ?? {},
      ...(accessLog && { accessLog }),
      ...(throttle && { throttle }),
      deploymentId: '',
    },
    settings: {
      methodSettings,
      cacheCluster: written.cacheClusterEnabled ?? false,
      ...(written.cacheClusterSize !== undefined && { cacheClusterSize: written.cacheClusterSize }),
      ...(canary && { canary }),
      executionLog: methodSettings['*/*']?.loggingLevel ?? 'OFF',
    },
  };
}

/** `/~1pets~1{id}` and `/pets/{id}` are both written for the path. */
function keyOf({ resourcePath = '/*', httpMethod = '*' }: Setting): string {
  if (resourcePath === '/*' || resourcePath === '*') return `*/${httpMethod}`;
  const path = resourcePath.replaceAll('~1', '/').replace(/^\/\//, '/');
  return `${path.startsWith('/') ? path : `/${path}`}/${httpMethod.toUpperCase()}`;
}

function settingOf(setting: Setting): MethodSettings {
  const {
    httpMethod: _verb,
    resourcePath: _path,
    throttlingRateLimit: rate,
    throttlingBurstLimit: burst,
    ...rest
  } = setting;
  const throttle: Throttle = { ...(rate !== undefined && { rate }), ...(burst !== undefined && { burst }) };
  return { ...rest, ...((rate ?? burst) !== undefined && { throttle }) };
}

function canaryOf(written: StageRecord['canarySetting']): Canary | undefined {
  if (written?.percentTraffic === undefined) return undefined;
  return {
    percentTraffic: written.percentTraffic,
    stageVariableOverrides: written.stageVariableOverrides ?? {},
    useStageCache: written.useStageCache ?? false,
  };
}
