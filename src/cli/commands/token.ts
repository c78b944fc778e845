import { parseJsonOrText } from '../../model/base/json.ts';
import { type DefinitionOptions, readDefinition } from '../../emulator/definition/definition.ts';
import { localIssuerFor } from '../../emulator/issuer/issuer.ts';
import { localAuthorizers } from '../../emulator/issuer/local-issuers.ts';
import type { Model } from '../../model/definition/model.ts';
import type { Io } from '../io.ts';
import { printFailure } from '../print/failure.ts';
import { printProblems } from '../print/problems.ts';

export interface TokenCommand extends DefinitionOptions {
  /** Who the token is for; `local-user` unless given. */
  readonly sub?: string;
  readonly scopes?: readonly string[];
  /** `name=value` each; the value is JSON where it can be read as JSON, else text. */
  readonly claims?: readonly string[];
  readonly groups?: readonly string[];
  /** Those of the API's `issuer: local` authorizers unless given. */
  readonly audience?: readonly string[];
  /** `90`, `90s`, `15m`, `8h`, `30d`; an hour unless given. */
  readonly expiresIn?: string;
  readonly cognito?: 'id' | 'access';
}

/** `gw-emulate token`: prints a token of the local issuer, and nothing else, so that `$(gw-emulate token)` works. */
export async function runToken(command: TokenCommand, io: Io): Promise<number> {
  const { model, problems } = await readDefinition(command);
  if (model === undefined) {
    printProblems(problems, io);
    return 1;
  }
  const claims = readClaims(command.claims ?? []);
  const expiresIn = readDuration(command.expiresIn ?? '1h');
  if (typeof claims === 'string' || typeof expiresIn === 'string') {
    printFailure(io, typeof claims === 'string' ? claims : String(expiresIn));
    return 2;
  }
  const token = localIssuerFor(model, () => undefined).mint({
    subject: command.sub ?? 'local-user',
    scopes: command.scopes ?? [],
    groups: command.groups ?? [],
    claims,
    audience: command.audience ?? localAudiences(model),
    expiresIn,
    ...(command.cognito !== undefined && { cognito: command.cognito }),
  });
  io.stdout(`${token}\n`);
  return 0;
}

/** What the JWT authorizers that trust the local issuer want to see, so that the token passes all of them. */
function localAudiences(model: Model): readonly string[] {
  const audiences = localAuthorizers(model).flatMap((one) => (one.type === 'jwt' ? one.audience : []));
  return [...new Set(audiences)];
}

/** The claims, or what is wrong with them. */
function readClaims(pairs: readonly string[]): Readonly<Record<string, unknown>> | string {
  const claims = new Map<string, unknown>();
  for (const pair of pairs) {
    const equals = pair.indexOf('=');
    if (equals < 1) return `--claim takes name=value, found "${pair}". For example: --claim role=admin`;
    claims.set(pair.slice(0, equals), parseJsonOrText(pair.slice(equals + 1)));
  }
  return Object.fromEntries(claims);
}

const SECONDS = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 } as const;

/** Seconds, or what is wrong. */
function readDuration(text: string): number | string {
  const [, amount, unit = ''] = /^(-?\d{1,9})([smhd]?)$/.exec(text) ?? [];
  if (amount === undefined) return `--expires-in takes seconds, or a number with s, m, h or d, found "${text}"`;
  return Number(amount) * SECONDS[unit as keyof typeof SECONDS];
}
