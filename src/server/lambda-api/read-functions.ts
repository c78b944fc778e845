import type { IncomingMessage, ServerResponse } from 'node:http';
import { pathToFileURL } from 'node:url';
import { parseUrl } from '../../model/http/parse-url.ts';
import { percentDecode } from '../../model/http/percent-decoding.ts';
import { sendJson } from '../admin-listener.ts';
import { functionConfiguration } from './function-configuration.ts';
import { knownFunction } from './invoke-request.ts';
import { serviceHeaders } from './service-headers.ts';
import { failsValidation, functionNotKnown, invalidParameter } from './service-refusal.ts';
import type { LambdaApiServices } from './services.ts';

/** Functions of a page at most: https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html. */
const PAGE = 50;
const MOST_ITEMS = 10_000;

type Read = (url: URL, services: LambdaApiServices, changedAt: number, name: string) => unknown;

/**
 * What tools read about functions: ListFunctions, GetFunction, GetFunctionConfiguration. `false` for any other request. `changedAt`: what counts as
 * the functions' last change.
 */
export function readFunctions(
  message: IncomingMessage,
  response: ServerResponse,
  services: LambdaApiServices,
  changedAt: number,
): boolean {
  if (message.method !== 'GET') return false;
  const url = parseUrl(`http://local${message.url ?? '/'}`);
  const path = url && PATH.exec(url.pathname);
  if (!url || !path) return false;
  const [, name = '', action] = path;
  const ofFunction = action === undefined ? getFunction : getFunctionConfiguration;
  const answer = (name === '' ? listFunctions : ofFunction)(url, services, changedAt, percentDecode(name));
  for (const [header, value] of Object.entries(serviceHeaders(undefined, services).named(services.ids.uuid())))
    response.setHeader(header, value);
  sendJson(response, 200, answer);
  return true;
}

const PATH = /^\/2015-03-31\/functions(?:\/([^/]+)(\/configuration)?)?\/?$/;

/** In the order of their names, so that a marker means the same in the next call. */
const listFunctions: Read = ({ searchParams }, services, changedAt) => {
  const most = Math.min(PAGE, maxItems(searchParams.get('MaxItems')));
  const marker = searchParams.get('Marker') ?? '';
  const version = searchParams.get('FunctionVersion');
  if (version !== null && version !== 'ALL')
    throw failsValidation(version, 'functionVersion', 'Member must satisfy enum value set: [ALL]');
  const functions = services.functions();
  const names = Object.keys(functions).toSorted();
  if (marker !== '' && !names.includes(marker)) throw invalidParameter('Invalid value for Marker parameter.');
  const rest = names.filter((name) => name > marker);
  const page = rest.slice(0, most);
  const qualifier = version === null ? undefined : '$LATEST';
  return {
    NextMarker: rest.length > most ? page.at(-1) : null,
    Functions: page.flatMap((name) => {
      const lambda = functions[name];
      return lambda ? [functionConfiguration(lambda, qualifier, changedAt, services)] : [];
    }),
  };
};

const getFunctionConfiguration: Read = ({ searchParams }, services, changedAt, functionName) => {
  const { name, qualifier } = knownFunction(functionName, searchParams.get('Qualifier'), services, functionNotKnown);
  const lambda = services.functions()[name];
  const state = { State: 'Active', LastUpdateStatus: 'Successful' };
  return lambda && { ...functionConfiguration(lambda, qualifier, changedAt, services), ...state };
};

/** The code is where it was written, not in S3. */
const getFunction: Read = (url, services, changedAt, functionName) => {
  const { name } = knownFunction(functionName, url.searchParams.get('Qualifier'), services, functionNotKnown);
  const { root = '', concurrency } = services.functions()[name] ?? {};
  return {
    Configuration: getFunctionConfiguration(url, services, changedAt, functionName),
    Code: { RepositoryType: 'Local', Location: pathToFileURL(root).href },
    ...(concurrency === undefined ? {} : { Concurrency: { ReservedConcurrentExecutions: concurrency } }),
  };
};

function maxItems(text: string | null): number {
  const number = text === null ? PAGE : Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= MOST_ITEMS) return number;
  const bound = number < 1 ? 'greater than or equal to 1' : `less than or equal to ${MOST_ITEMS}`;
  throw failsValidation(text ?? '', 'maxItems', `Member must have value ${bound}`);
}
