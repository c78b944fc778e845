import express from 'express';
import type { Express } from 'express';
import type { Exchange } from '../observability/exchange.ts';
import type { DashboardFacts } from './facts.ts';
import { statusPage } from './status-page.ts';

/** The dashboard's page and its API under `/_gw/`. Loaded at the first request to the admin port, since express takes 60 ms to load. */
export function dashboardApp(facts: () => DashboardFacts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.get('/', (_request, response) => {
    response
      .type('html')
      .set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'")
      .send(statusPage(facts()));
  });
  app.get('/_gw/apis', (_request, response) => {
    const { apis, functions } = facts();
    response.json({ apis, functions });
  });
  app.get('/_gw/exchanges', (request, response) => {
    const { api } = request.query;
    const wanted = facts().exchanges.filter((exchange) => api === undefined || exchange.api === api);
    response.json({ exchanges: wanted.map(summary) });
  });
  app.use((request, response) => {
    response.status(404).json({ message: `Nothing at ${request.method} ${request.path}` });
  });
  return app;
}

function summary(exchange: Exchange) {
  const { id, api, apiType, startedAt, durationMs, method, path, routeKey, target, statusCode, reason } = exchange;
  const { event, result } = exchange;
  return {
    id,
    api,
    apiType,
    startedAt,
    durationMs,
    method,
    path,
    routeKey,
    target,
    statusCode,
    reason,
    event,
    ...(result === undefined ? {} : { result: result.payload, logs: result.report.logLines() }),
  };
}
