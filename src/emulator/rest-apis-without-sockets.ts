import { LocalHosts } from '../lambda/index.ts';
import { systemClock } from '../model/base/clock.ts';
import type { Model } from '../model/definition/model.ts';
import { type RestFrontEnd, compileRestApi } from '../rest-api/index.ts';
import { lambdaServiceFor } from './lambda-service.ts';
import { LastingServices } from './lasting-services.ts';
import { localIssuerFor } from './issuer/issuer.ts';

export interface RestApisWithoutSockets {
  readonly apis: readonly { readonly name: string; readonly frontEnd: RestFrontEnd }[];
  close(): Promise<void>;
}

/** Compiles a definition's REST APIs with everything behind them, functions included, and listens nowhere. */
export async function restApisWithoutSockets(
  model: Model,
  environment: NodeJS.ProcessEnv,
): Promise<RestApisWithoutSockets> {
  const localHosts = new LocalHosts();
  const observer = {};
  const lambda = lambdaServiceFor(model, {
    watch: false,
    workingFolder: model.root,
    localHosts,
    environment,
    observer,
    variables: () => model.env,
  });
  const localIssuer = localIssuerFor(model, () => undefined);
  const lasting = new LastingServices({ lambda, localHosts, localIssuer, environment, clock: systemClock, observer });
  await lambda.start();
  const apis = model.apis.flatMap((api) =>
    api.type === 'rest' ? [{ name: api.name, frontEnd: compileRestApi(api, lasting.servicesFor(api, model)) }] : [],
  );
  return {
    apis,
    async close() {
      await lambda.close();
      await lasting.close();
    },
  };
}
