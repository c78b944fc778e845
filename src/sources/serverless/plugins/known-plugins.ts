import type { Part } from '../service/part.ts';
import type { Service } from '../service/service.ts';

/**
 * Plugins whose absence changes nothing that is served: they package, deploy, monitor, or run something beside the APIs. Those that
 * `plugins/` reads are among them.
 */
const HARMLESS = [
  /(?:^|[/-])(?:offline|esbuild|webpack|bundle|rollup|rspack|vite|typescript|ts-node|dotenv|domain-manager|dynamodb)(?:-|$)/,
  /(?:^|[/-])(?:prune|python-requirements|ruby-layer|ruby-package|rust|go-plugin|haskell|layers?|monorepo|jetpack)(?:-|$)/,
  /(?:^|[/-])(?:iam-roles|deployment-bucket|warmup|tracing|datadog|lumigo|newrelic|sentry|epsagon|thundra|dashbird)(?:-|$)/,
  /(?:^|[/-])(?:log-retention|alerts|alarms|canary|split-stacks|export-env|export-outputs|stack-output|manifest)(?:-|$)/,
  /(?:^|[/-])(?:documentation|documenter|openapi|swagger|postman|scripts?|scriptable|hooks|stage-manager|finch)(?:-|$)/,
  /(?:^|[/-])(?:s3-sync|s3-local|s3-remover|s3-cleaner|waf|dead-letter|vpc|tags?|ssm-fetch|kms|package|excludes)(?:-|$)/,
  /(?:^|[/-])(?:include-dependencies|external|individually|artifact|optimize|analyze|validator|versioning|aliases?)(?:-|$)/,
  /(?:^|[/-])(?:ignore|better-credentials|credentials|certificate|cloudfront|cloudside|invalidate|plugin-utils)(?:-|$)/,
  /(?:^|[/-])(?:mocha|jest|simulate|localstack|dependson|deployment|changesets|provisioned|autoscaling|concurrency)(?:-|$)/,
];

/** Plugins that add to an API what nothing else says, and what that is. */
const CHANGING: readonly (readonly [RegExp, string])[] = [
  [/apigateway-service-proxy/, 'the routes of custom.apiGatewayServiceProxies'],
  [/step-functions/, 'state machines and the http events of stepFunctions:'],
  [/(?:^|[/-])lift$/, 'the constructs of constructs:'],
  [/appsync/, 'the GraphQL API of appSync:'],
  [/additional-stacks/, 'the stacks of custom.additionalStacks'],
  [/api-gateway-caching/, 'the caches of custom.apiGatewayCaching'],
  [/api-gateway-throttling/, 'the throttles of custom.apiGatewayThrottling'],
  [/add-api-key/, 'the keys of custom.apiKeys'],
  [/reqvalidator/, 'the validators of its own events'],
  [/apigw-binary|custom-binary/, 'the binary media types of custom.apigwBinary'],
  [/associate-stage|basic-authentication/, 'the authorizers that it makes'],
];

/** Names the plugins that change what is served, and in one line those that are not known here. */
export function sayPlugins({ root, plugins }: Service): void {
  const at = root.get('plugins');
  const unknown: string[] = [];
  for (const plugin of plugins) {
    const changing = CHANGING.find(([pattern]) => pattern.test(plugin));
    if (changing !== undefined) {
      itemOf(at, plugin).warning(`the plugin ${plugin} is not run: ${changing[1]} are missing here`);
    } else if (!HARMLESS.some((pattern) => pattern.test(plugin))) unknown.push(plugin);
  }
  const [first] = unknown;
  if (first === undefined) return;
  const isOne = unknown.length === 1;
  const what = isOne
    ? `the plugin ${first} is not run: what it changes`
    : `these plugins are not run: ${unknown.join(', ')}; what they change`;
  itemOf(at, first).info(`${what} is missing here`);
}

/** The plugins that may make resources of the stack and are not run, as the start of a sentence; `undefined` where there are none. */
export function unknownMakers({ plugins }: Service): string | undefined {
  const makers = plugins.filter((plugin) => !HARMLESS.some((pattern) => pattern.test(plugin)));
  return makers.length === 0 ? undefined : `the plugin ${makers.join(' or ')}`;
}

function itemOf(plugins: Part, name: string): Part {
  const list = plugins.items.length > 0 ? plugins : plugins.get('modules');
  return list.items.find(({ value }) => value === name) ?? plugins;
}
