import type { HeaderList } from '../../model/http/messages.ts';
import type { RestFrontEnd, TestInvocation } from '../../rest-api/index.ts';
import type { Io } from '../io.ts';
import { printFailure } from '../print/failure.ts';

/** What `gw-emulate test METHOD PATH` was asked for. */
export interface TestMethodCommand {
  readonly httpMethod: string;
  /** Path with query, without the stage: `/pets/7?kind=dog`. */
  readonly path: string;
  /** A resource whose method is run whatever the path says: `/pets/{petId}`. */
  readonly resource?: string;
  /** `Name: value`, as curl's `-H` takes them. */
  readonly headers?: readonly string[];
  readonly body?: string;
  /** `name=value`: instead of the stage's own. */
  readonly stageVariables?: readonly string[];
  /** Print the result as one JSON object. */
  readonly json?: boolean;
}

/** A REST API that has been compiled. */
export interface TestableApi {
  readonly name: string;
  readonly frontEnd: RestFrontEnd;
}

/**
 * `gw-emulate test METHOD PATH`: runs one method without a server, as the API Gateway console's test does: no authorizer, no API key. The log of
 * each stage and the answer go to stdout; the first API that has the method is taken. Exit code 1 when none has.
 */
export async function runTestMethod(command: TestMethodCommand, apis: readonly TestableApi[], io: Io): Promise<number> {
  const malformed = command.headers?.find((header) => !header.includes(':'));
  if (malformed !== undefined) {
    printFailure(io, `"${malformed}" is not a header: write it as "Name: value".`);
    return 2;
  }
  for (const { frontEnd } of apis) {
    const result = await frontEnd.testInvoke(inputOf(command));
    if (!result) continue;
    io.stdout(command.json === true ? `${JSON.stringify(result)}\n` : textOf(result, io));
    return 0;
  }
  printFailure(io, notFound(command, apis));
  return 1;
}

function inputOf(command: TestMethodCommand): Parameters<RestFrontEnd['testInvoke']>[0] {
  const { resource, body, stageVariables } = command;
  return {
    httpMethod: command.httpMethod.toUpperCase(),
    pathWithQueryString: command.path.startsWith('/') ? command.path : `/${command.path}`,
    headers: headersOf(command.headers ?? []),
    ...(resource === undefined ? {} : { resource }),
    ...(body === undefined ? {} : { body }),
    ...(stageVariables === undefined ? {} : { stageVariables: variablesOf(stageVariables) }),
  };
}

function headersOf(lines: readonly string[]): HeaderList {
  return lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()] as const;
  });
}

function variablesOf(pairs: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [name, value.join('=')] as const;
    }),
  );
}

function textOf(result: TestInvocation, io: Io): string {
  const headers = Object.entries(result.multiValueHeaders).flatMap(([name, values]) =>
    values.map((value) => `${name}: ${value}`),
  );
  const summary = [
    io.paint('dim', `Status: ${result.status}  Latency: ${result.latency} ms`),
    ...headers,
    '',
    result.body,
  ];
  return `${result.log}\n${summary.join('\n')}\n`;
}

function notFound({ httpMethod, path, resource }: TestMethodCommand, apis: readonly TestableApi[]): string {
  if (apis.length === 0) return 'The configuration has no REST API; only their methods can be tested.';
  const what = `${httpMethod.toUpperCase()} ${resource ?? path}`;
  const names = apis.map(({ name }) => name).join(', ');
  return `No resource answers ${what} (looked in: ${names}). Leave the stage out of the path; "gw-emulate routes" lists all methods.`;
}
