import { nearest } from '../../problems/nearest.ts';
import type { LocalApiSettings, LocalSettings } from '../../local-settings.ts';
import { REST_API, WEBSOCKET_API } from '../logical-ids.ts';
import type { Part } from '../service/part.ts';
import type { Service } from '../service/service.ts';

/** What gw-emulate does on its own in the place of a key, so that nothing is to be said. */
const NO_LONGER_NEEDED = [
  'cookieValidation disableCookieValidation enforceSecureCookies dockerHost dockerHostServicePath dockerNetwork',
  'dockerReadOnly hideStackTraces layersDir localLayers noSponsor noStripTrailingSlashInUrl preLoadModules',
  'reloadHandler rubyWatchDirs terminateIdleLambdaTime useDocker useInProcess useChildProcesses useWorkerThreads',
  'allowCache printOutput disableScheduledEvents showDuration skipCacheInvalidation babelOptions',
  'cacheInvalidationRegex dontPrintOutput exec location noEnvironment providedRuntime region stage useSeparateProcesses',
].flatMap((line) => line.split(' '));

/** Keys that change something which gw-emulate does as AWS does it, and what to do instead. */
const EXPLAINED: Readonly<Record<string, string>> = {
  albPort: 'load balancers are not served',
  apiKey: 'keys are those of provider.apiGateway.apiKeys, whose values you may set',
  corsAllowHeaders: 'CORS is what cors: of the events and the provider says, as on AWS',
  corsAllowOrigin: 'CORS is what cors: of the events and the provider says, as on AWS',
  corsDisallowCredentials: 'CORS is what cors: of the events and the provider says, as on AWS',
  corsExposedHeaders: 'CORS is what cors: of the events and the provider says, as on AWS',
  customAuthenticationProvider:
    'authorizers run as on AWS; a stub for one stands under functions: in emulator.config.yaml',
  host: 'start with --host to listen on another address than this machine’s own',
  httpsProtocol: 'start with --https, which makes a certificate of its own',
  ignoreJWTSignature: 'tokens are verified as on AWS; "issuer: local" in emulator.config.yaml issues tokens for tests',
  noAuth: 'authorizers run as on AWS; "authorizer: none" in emulator.config.yaml opens single routes',
  noTimeout: 'functions end at their timeouts as on AWS, but not with --inspect',
  resourceRoutes: 'HTTP_PROXY methods of resources: are always served, with their own URIs',
  webSocketHardTimeout: 'connections end after two hours, as on AWS',
  webSocketIdleTimeout: 'connections end after ten minutes without a message, as on AWS',
};

const MAPPED = 'port httpPort lambdaPort localEnvironment noPrependStageInUrl prefix websocketPort'.split(' ');

/** Every key that is used, explained or no longer needed. */
export const OFFLINE_KEYS = [...MAPPED, ...NO_LONGER_NEEDED, ...Object.keys(EXPLAINED)];

/** `custom.serverless-offline`: what it says of ports, paths and variables; the rest is explained. */
export function offlineSettings(
  service: Service,
  environment: Readonly<Record<string, string | undefined>>,
): LocalSettings {
  const settings = service.custom.get('serverless-offline');
  const isUsed = settings.exists || service.plugins.some((plugin) => /(?:^|\/)serverless-offline$/.test(plugin));
  if (!isUsed) return { apis: {}, env: {} };
  for (const [key, part] of settings.isMapOrMissing() ? settings.entries : []) explain(key, part);
  // Before version 6 it was called `port`.
  const port = portOf(settings.get('httpPort').exists ? settings.get('httpPort') : settings.get('port'));
  const adminPort = portOf(settings.get('lambdaPort'));
  const isCopied = settings.get('localEnvironment').value === true;
  return {
    ...(port !== undefined && { port }),
    ...(adminPort !== undefined && { adminPort }),
    apis: apiSettings(settings),
    env: { ...(isCopied ? present(environment) : {}), IS_OFFLINE: 'true' },
  };
}

function apiSettings(settings: Part): Readonly<Record<string, LocalApiSettings>> {
  const websocketPort = portOf(settings.get('websocketPort'));
  const hasNoStage = settings.get('noPrependStageInUrl').value === true;
  const prefix = settings.get('prefix').text() ?? '';
  if (prefix !== '' && !hasNoStage) {
    const hint = 'With noPrependStageInUrl: true the API is served below the prefix.';
    settings
      .get('prefix')
      .info('paths begin with the stage, as on AWS, and not with the prefix of serverless-offline', hint);
  }
  return {
    ...(hasNoStage && { [REST_API]: { basePath: prefix === '' ? '/' : prefix } }),
    ...(websocketPort !== undefined && { [WEBSOCKET_API]: { port: websocketPort } }),
  };
}

function explain(key: string, part: Part): void {
  if (
    !part.exists ||
    part.value === false ||
    isLoopback(part.value) ||
    NO_LONGER_NEEDED.includes(key) ||
    MAPPED.includes(key)
  )
    return;
  const why = Object.hasOwn(EXPLAINED, key) ? EXPLAINED[key] : undefined;
  if (why !== undefined) {
    part.info(`${part.name} has no effect: ${why}`);
    return;
  }
  const near = nearest(key, OFFLINE_KEYS);
  part.warning(
    `${part.name} is no setting of serverless-offline`,
    near === undefined ? undefined : `Did you mean "${near}"?`,
  );
}

function isLoopback(value: unknown): boolean {
  return value === 'localhost' || value === '127.0.0.1';
}

function portOf(part: Part): number | undefined {
  if (!part.exists) return undefined;
  const port = Number(part.value);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  part.error(`${part.name} must be a port from 0 to 65535, found ${JSON.stringify(part.value)}`);
  return undefined;
}

function present(environment: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const entries = Object.entries(environment).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}
