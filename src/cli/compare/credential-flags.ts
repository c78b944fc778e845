import { type Command, InvalidArgumentError } from 'commander';
import { awsAddress, type Credentials, type SigV4Credentials } from '../../recording/play/credentials.ts';
import { repeat } from '../arguments/definition-flags.ts';

/** Flags that say what requests are sent with. */
export interface CredentialFlags {
  readonly header?: string[];
  readonly bearer?: string;
  readonly apiKey?: string;
  readonly sigv4?: boolean;
}

/** Wrong usage of a command that commander cannot see. */
export class WrongUsage extends Error {}

export function credentialFlags(command: Command): Command {
  return command
    .option('-H, --header <line>', 'send a header, "Name: value", with every request (repeatable)', repeat)
    .option('--bearer <token>', 'send "Authorization: Bearer TOKEN" (or set GW_EMULATE_BEARER)')
    .option('--api-key <value>', 'send "x-api-key" (or set GW_EMULATE_API_KEY)')
    .option('--sigv4', 'sign with AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN of the environment');
}

/** Reads a count of the command line. */
export function countUpTo(most: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (!Number.isInteger(count) || count < 1 || count > most)
      throw new InvalidArgumentError(`It is a whole number from 1 to ${most}.`);
    return count;
  };
}

/** What requests to `against` are sent with. Throws `WrongUsage`. */
export function credentialsOf(
  flags: CredentialFlags,
  against: string,
  region: string | undefined,
  environment: NodeJS.ProcessEnv,
): Credentials {
  const headers = (flags.header ?? []).map((line): [string, string] => {
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+)\s*:\s*([^\r\n]*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined)
      throw new WrongUsage(`A header looks like "Name: value", found ${JSON.stringify(line)}.`);
    return [name, value];
  });
  const bearer = flags.bearer ?? environment['GW_EMULATE_BEARER'];
  const apiKey = flags.apiKey ?? environment['GW_EMULATE_API_KEY'];
  if (bearer !== undefined) headers.push(['Authorization', `Bearer ${bearer.replace(/^Bearer /i, '')}`]);
  if (apiKey !== undefined) headers.push(['x-api-key', apiKey]);
  return flags.sigv4 === true ? { headers, sigV4: signerOf(against, region, environment) } : { headers };
}

function signerOf(against: string, given: string | undefined, environment: NodeJS.ProcessEnv): SigV4Credentials {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = environment;
  if (accessKeyId === undefined || secretAccessKey === undefined)
    throw new WrongUsage(
      '--sigv4 needs AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment: eval "$(aws configure export-credentials --format env)".',
    );
  const address = awsAddress(against);
  const region = given ?? address?.region ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'];
  if (region === undefined)
    throw new WrongUsage('--sigv4 needs the region of the API: give it with --region, or set AWS_REGION.');
  return {
    accessKeyId,
    secretAccessKey,
    region,
    service: address?.service ?? 'execute-api',
    ...(sessionToken === undefined || sessionToken === '' ? {} : { sessionToken }),
  };
}
