/** What a token is to say. */
export interface TokenRequest {
  /** `sub`. */
  readonly subject: string;
  readonly scopes?: readonly string[];
  /** Stand beside, or in place of, everything that the issuer would write itself. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly groups?: readonly string[];
  readonly audience?: readonly string[];
  /** Seconds; an hour unless set. */
  readonly expiresIn?: number;
  /** The shape of a Cognito user pool's tokens. */
  readonly cognito?: 'id' | 'access';
}

interface Stamp {
  readonly issuer: string;
  /** Seconds since the epoch. */
  readonly now: number;
  readonly uuid: () => string;
}

const HOUR = 3600;
/** What user pools put into an access token that was not asked for other scopes. */
const COGNITO_SCOPE = 'aws.cognito.signin.user.admin';
const LOCAL_CLIENT = 'local';

/** The claims of a token: those of OAuth access tokens, or the ones that user pools write into their two kinds. */
export function tokenClaims(request: TokenRequest, stamp: Stamp): Readonly<Record<string, unknown>> {
  return { ...SHAPES[request.cognito ?? 'plain'](request, stamp), ...request.claims };
}

type Shape = (request: TokenRequest, stamp: Stamp) => Readonly<Record<string, unknown>>;

const SHAPES: Readonly<Record<'plain' | 'id' | 'access', Shape>> = {
  plain: (request, stamp) => ({
    ...common(request, stamp),
    ...(request.audience?.length && { aud: oneOrMany(request.audience) }),
    ...(request.scopes?.length && { scope: request.scopes.join(' ') }),
    ...(request.groups?.length && { groups: request.groups }),
  }),
  id: (request, stamp) => ({
    ...cognito(request, stamp),
    token_use: 'id',
    aud: request.audience?.[0] ?? LOCAL_CLIENT,
    'cognito:username': request.subject,
  }),
  access: (request, stamp) => ({
    ...cognito(request, stamp),
    token_use: 'access',
    version: 2,
    client_id: request.audience?.[0] ?? LOCAL_CLIENT,
    username: request.subject,
    scope: request.scopes?.length ? request.scopes.join(' ') : COGNITO_SCOPE,
  }),
};

function common({ subject, expiresIn = HOUR }: TokenRequest, { issuer, now, uuid }: Stamp) {
  return { iss: issuer, sub: subject, iat: now, exp: now + expiresIn, jti: uuid() };
}

function cognito(request: TokenRequest, stamp: Stamp) {
  return {
    ...common(request, stamp),
    ...(request.groups?.length && { 'cognito:groups': request.groups }),
    auth_time: stamp.now,
    event_id: stamp.uuid(),
    origin_jti: stamp.uuid(),
  };
}

function oneOrMany(values: readonly string[]): string | readonly string[] {
  return values.length === 1 ? (values[0] ?? '') : values;
}
