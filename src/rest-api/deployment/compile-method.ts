import type { CompiledAuthorizer } from '../../authorizers/contract.ts';
import type { RestApi, RestMethod } from '../../model/definition/rest-api.ts';
import { compileCacheKey } from './cache-key.ts';
import type { RoutedCall } from '../call/call.ts';
import { compileIntegration } from '../integrations/compile-integration.ts';
import type { CompiledIntegration } from '../integrations/contract.ts';
import type { MatchedMethod } from '../call/matched-method.ts';
import { effectiveSettings } from './method-settings.ts';
import type { EffectiveSettings } from './method-settings.ts';
import { compileValidator } from './request-validator.ts';
import type { RequestValidator } from './request-validator.ts';
import type { RestApiServices } from '../call/services.ts';

/** One method with everything that can be worked out before the first request. */
export interface CompiledMethod extends MatchedMethod {
  readonly authorizer: CompiledAuthorizer;
  readonly validator: RequestValidator | undefined;
  readonly integration: CompiledIntegration;
  /** The stage's settings for a verb that the method answers. */
  settings(verb: string): EffectiveSettings;
  /** The key of a cached answer. */
  cacheKey(call: RoutedCall): string;
}

export function compileMethod(definition: RestMethod, api: RestApi, services: RestApiServices): CompiledMethod {
  const integration = compileIntegration(definition, services);
  const settings = new Map<string, EffectiveSettings>();
  return {
    definition,
    routeKey: `${definition.httpMethod} ${definition.path}`,
    target: integration.target,
    authorizer: services.authorizers.compile(definition.authorization),
    validator: compileValidator(definition, api.models, (message) => services.warn(message)),
    integration,
    settings(verb) {
      const known = settings.get(verb);
      if (known) return known;
      const made = effectiveSettings(api, definition.path, verb);
      settings.set(verb, made);
      return made;
    },
    cacheKey: compileCacheKey(definition, api.canary),
  };
}
