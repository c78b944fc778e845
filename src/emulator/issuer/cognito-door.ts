import { createServer, type IncomingMessage, request as requestPlain, type ServerResponse } from 'node:http';
import { request as requestSecurely } from 'node:https';
import type { LocalIssuer } from '../../authorizers/index.ts';
import type { LocalHosts } from '../../lambda/index.ts';
import type { Model } from '../../model/definition/model.ts';
import { hostWithoutPort } from '../../model/http/requested-host.ts';
import { sendJson } from '../../server/admin-listener.ts';
import { ConnectedResponse } from '../../server/connected-response.ts';
import { bind, closeServer } from '../../server/http-listener.ts';
import { localAuthorizers } from './local-issuers.ts';

export interface CognitoDoor {
  /** Call after the APIs, which publish their names alone. */
  publish(): void;
  close(): Promise<void>;
}

/**
 * Where handlers reach the local issuer under the name of Cognito, `https://cognito-idp.{region}.amazonaws.com/{pool}`: the documents of the
 * pools that it stands for are answered here, everything else goes on to the endpoint of the configuration, or to AWS. `undefined` where the
 * definition has no pool and no authorizer that takes its tokens.
 */
export async function openCognitoDoor(
  model: () => Model,
  issuer: LocalIssuer,
  localHosts: LocalHosts,
): Promise<CognitoDoor | undefined> {
  // A Lambda authorizer verifies tokens too.
  if (!isUsed(model())) return undefined;
  const names = new Set(issuer.userPools.map((pool) => new URL(pool).host));
  const server = createServer({ ServerResponse: ConnectedResponse }, (message, response) => {
    // Handlers come under these names alone: this is no way out for anything else on the machine.
    if (!names.has(hostWithoutPort(message.headers.host) ?? ''))
      return sendJson(response, 403, { message: 'This port answers to the names of Cognito only.' });
    const document = issuer.document(`https://${message.headers.host}${message.url}`);
    if (document === undefined) passOn(message, response, model().endpoints['cognito-idp']);
    else sendJson(response, 200, document);
  });
  const port = await bind(server, '127.0.0.1', 0, 'the local issuer');
  return {
    publish() {
      for (const name of names) localHosts.set(name, { host: '127.0.0.1', port });
    },
    close: () => closeServer(server, 0),
  };
}

function isUsed(model: Model): boolean {
  return model.userPools !== undefined || localAuthorizers(model).length > 0;
}

/** As it came: its signature is for the Host that it names. */
function passOn(message: IncomingMessage, response: ServerResponse, endpoint: string | undefined): void {
  const to = endpoint ?? `https://${message.headers.host}`;
  const send = to.startsWith('https:') ? requestSecurely : requestPlain;
  const { method = 'GET', headers } = message;
  const outgoing = send(to, { method, headers, path: message.url }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', (error) => {
    if (response.headersSent) response.destroy();
    else sendJson(response, 502, { message: `${to} cannot be reached: ${error.message}` });
  });
  response.on('close', () => outgoing.destroy());
  message.pipe(outgoing);
}
