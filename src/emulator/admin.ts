import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Express } from 'express';
import type { LocalIssuer } from '../authorizers/index.ts';
import type { DashboardFacts } from '../dashboard/facts.ts';
import { type AdminHandler, type AdminListener, listenAdmin, sendJson } from '../server/admin-listener.ts';
import { lambdaApi, type LambdaApiServices } from '../server/lambda-api/index.ts';

export interface AdminParts {
  readonly host: string;
  readonly port: number;
  readonly lambdaApi: LambdaApiServices;
  readonly localIssuer: LocalIssuer | undefined;
  readonly facts: () => DashboardFacts;
  readonly healthy: () => boolean;
  readonly onDefect: (error: unknown) => void;
}

/** The admin port with everything that lives on it. What SDKs and token verifiers call is answered without loading the dashboard. */
export function openAdmin(parts: AdminParts): Promise<AdminListener> {
  return listenAdmin({
    ...parts,
    handlers: [lambdaApi(parts.lambdaApi), issuer(parts.localIssuer), dashboard(parts.facts)],
  });
}

function issuer(localIssuer: LocalIssuer | undefined): AdminHandler {
  return (message, response) => {
    const found = localIssuer?.document(new URL(message.url ?? '/', 'http://local').pathname);
    if (found === undefined) return false;
    sendJson(response, 200, found);
    return true;
  };
}

/** Express comes with the first request that nothing else takes. */
function dashboard(facts: () => DashboardFacts): AdminHandler {
  let app: Promise<Express> | undefined;
  return async (message: IncomingMessage, response: ServerResponse) => {
    app ??= import('../dashboard/app.ts').then(({ dashboardApp }) => dashboardApp(facts));
    (await app)(message, response);
    return true;
  };
}
