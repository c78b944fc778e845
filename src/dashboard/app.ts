import express from 'express';
import type { Express, NextFunction, Request, Response } from 'express';
import { isJsonObject, isNestedDeeper } from '../model/base/json.ts';
import { Answer, type Endpoint, Refused } from './endpoint.ts';
import { endpoints } from './endpoints/index.ts';
import { followEvents } from './events.ts';
import { LiveFeed } from './live-feed.ts';
import { openApiDocument } from './open-api.ts';
import { servePage } from './page-files.ts';
import type { ConsoleServices } from './services.ts';

/** Bytes of a body: the largest request that API Gateway takes, as JSON text. */
const MAX_BODY = '16mb';

/**
 * The console: its page, and the API under `/_gw/`. Loaded at the first request to the admin port that needs it, since express takes 60 ms
 * to load. Whether a request may be answered at all, the listener has decided.
 */
export function consoleApp(services: ConsoleServices): Express {
  const app = express();
  const feed = new LiveFeed(services);
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(harden);
  servePage(app);
  app.get('/_gw/openapi.json', (_request, response) => void response.json(openApiDocument(services.version)));
  app.get('/_gw/events', (request, response) => followEvents(request, response, feed));
  app.use(requireJson, express.json({ limit: MAX_BODY, strict: true }), requireShallow);
  for (const endpoint of endpoints) mount(app, endpoint, services);
  app.use((request, response) => {
    response
      .status(404)
      .json({ message: `Nothing at ${request.method} ${request.path}. The API is described at /_gw/openapi.json.` });
  });
  app.use(refuse);
  return app;
}

function mount(app: Express, endpoint: Endpoint, services: ConsoleServices): void {
  const method = endpoint.method.toLowerCase() as 'get' | 'post' | 'delete';
  app[method](endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (request: Request, response: Response) => {
    const body: unknown = request.body;
    const answer = await endpoint.handle(
      {
        variables: texts(request.params),
        query: texts(request.query),
        body: isJsonObject(body) ? body : {},
        accept: request.headers.accept ?? '',
      },
      services,
    );
    if (answer instanceof Answer) response.status(answer.status).type(answer.contentType).send(answer.content);
    else response.json(answer);
  });
}

/** Parameters that stand once, as text. */
function texts(parameters: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** What an answer says of itself: nothing of it may be framed, guessed at or kept. */
function harden(_request: Request, response: Response, next: NextFunction): void {
  response.set({
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
  });
  next();
}

/** A form of another page can send everything but JSON. Without a body there is nothing to read, and the listener has looked at the origin. */
function requireJson(request: Request, response: Response, next: NextFunction): void {
  const hasBody =
    request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (request.method === 'GET' || request.method === 'HEAD' || !hasBody || request.is('application/json') !== false)
    next();
  else response.status(415).json({ message: 'The body has to be JSON, with Content-Type: application/json.' });
}

/** No endpoint has a use for more, and what reads a body calls itself for each level. */
const MAX_DEPTH = 100;

function requireShallow(request: Request, response: Response, next: NextFunction): void {
  if (!isNestedDeeper(request.body, MAX_DEPTH)) next();
  else response.status(400).json({ message: `The body nests deeper than ${MAX_DEPTH} levels.` });
}

function refuse(error: unknown, _request: Request, response: Response, next: NextFunction): void {
  if (response.headersSent) return next(error);
  if (error instanceof Refused) {
    response.status(error.status).json({ message: error.message });
    return;
  }
  if (error instanceof Error && 'fault' in error && error.fault === 'user') {
    response.status(409).json({ message: error.message });
    return;
  }
  const status = error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
  const message = error instanceof Error ? error.message : String(error);
  response.status(status).json({ message: status === 500 ? `Internal error in gw-emulate: ${message}` : message });
}
