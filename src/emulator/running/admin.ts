import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Express } from 'express';
import type { LocalIssuer } from '../../authorizers/index.ts';
import { urlHost } from '../apis/urls.ts';
import { announceAdmin, withdrawAdmin } from '../console/admin-address.ts';
import { announceIssuer } from '../issuer/issuer-address.ts';
import type { ConsoleServices } from '../../dashboard/services.ts';
import type { LambdaInvoker } from '../../model/lambda/invocation.ts';
import { systemClock } from '../../model/base/clock.ts';
import { randomIds } from '../../model/base/ids.ts';
import type { Model } from '../../model/definition/model.ts';
import { parseUrl } from '../../model/http/parse-url.ts';
import { type AdminHandler, type AdminListener, listenAdmin, sendJson } from '../../server/admin-listener.ts';
import type { LambdaApiServices } from '../../server/lambda-api/index.ts';

export interface AdminParts {
  readonly host: string;
  readonly port: number;
  readonly lambda: LambdaInvoker;
  /** The definition that functions are built by. */
  readonly model: () => Model;
  readonly localIssuer: LocalIssuer | undefined;
  readonly console: ConsoleServices;
  readonly healthy: () => boolean;
  readonly onDefect: (error: unknown) => void;
}

/** The admin port with everything that lives on it. What SDKs and token verifiers call is answered without loading the dashboard. */
export async function openAdmin(parts: AdminParts): Promise<AdminListener> {
  const { localIssuer, host, model } = parts;
  const listener = await listenAdmin({
    ...parts,
    handlers: [lambdaApiWhenAsked(lambdaServices(parts)), issuer(localIssuer), dashboard(parts.console)],
  });
  const url = `http://${urlHost(host)}:${listener.port}`;
  const { root } = model();
  announceIssuer(model(), url);
  announceAdmin(root, url);
  return {
    ...listener,
    close(graceMs) {
      withdrawAdmin(root, url);
      return listener.close(graceMs);
    },
  };
}

export interface LambdaApiParts extends Pick<AdminParts, 'lambda' | 'model' | 'onDefect'> {
  readonly socketPath: string;
}

/** Where functions reach Lambda's Invoke API while no port is open. */
export function openLambdaApi({ socketPath, model, lambda, onDefect }: LambdaApiParts): Promise<AdminListener> {
  return listenAdmin({
    host: lambdaHostName(model().region),
    port: 0,
    socketPath,
    healthy: () => true,
    handlers: [lambdaApiWhenAsked(lambdaServices({ lambda, model }))],
    onDefect,
  });
}

/** What SDKs call Lambda by, where no endpoint is configured. */
export function lambdaHostName(region: string): string {
  return `lambda.${region}.amazonaws.com`;
}

/** No start needs it. */
function lambdaApiWhenAsked(services: LambdaApiServices): AdminHandler {
  const startedAt = services.clock.now();
  let loading: Promise<AdminHandler> | undefined;
  return async (message, response) => {
    loading ??= import('../../server/lambda-api/index.ts').then(({ lambdaApi }) => lambdaApi(services, startedAt));
    const handle = await loading;
    return handle(message, response);
  };
}

function lambdaServices({ lambda, model }: Pick<AdminParts, 'lambda' | 'model'>): LambdaApiServices {
  return {
    lambda,
    functions: () => model().functions,
    region: () => model().region,
    accountId: () => model().accountId,
    clock: systemClock,
    ids: randomIds,
  };
}

function issuer(localIssuer: LocalIssuer | undefined): AdminHandler {
  return (message, response) => {
    // "//" is a path that "new URL" takes for the start of a host.
    const path = parseUrl(`http://local${message.url ?? '/'}`)?.pathname;
    const found = path === undefined ? undefined : localIssuer?.document(path);
    if (found === undefined) return false;
    sendJson(response, 200, found);
    return true;
  };
}

/** Express comes with the first request that nothing else takes. */
function dashboard(services: ConsoleServices): AdminHandler {
  let app: Promise<Express> | undefined;
  return async (message: IncomingMessage, response: ServerResponse) => {
    app ??= import('../../dashboard/app.ts').then(({ consoleApp }) => consoleApp(services));
    (await app)(message, response);
    return true;
  };
}
