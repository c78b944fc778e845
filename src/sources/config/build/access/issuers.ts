import type { JwtAuthorizer } from '../../../../model/definition/authorizer.ts';
import { parseUrl } from '../../../../model/http/parse-url.ts';
import type { Place } from '../../shape/place.ts';
import { refuseBoth } from './authorizer-fields.ts';

const USER_POOL = /^arn:[\w-]+:cognito-idp:([\w-]+):\d{12}:userpool\/([\w-]+)$/;

/** `local`, an https URL, an http URL on loopback, or a user pool ARN, which is turned into its issuer URL. */
export function buildIssuer(written: string, place: Place): string {
  if (written === 'local') return written;
  const [, region, pool] = USER_POOL.exec(written) ?? [];
  if (region !== undefined && pool !== undefined) return `https://cognito-idp.${region}.amazonaws.com/${pool}`;
  const url = parseUrl(written);
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))) return written;
  place.error(
    `${place.name} must be an https URL (http on loopback), a user pool ARN or "local", found "${written}"`,
    'The issuer "local" is the emulator itself: it hands out tokens at the admin port.',
  );
  return written;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || /^127\.\d+\.\d+\.\d+$/.test(host) || host === '[::1]';
}

interface WrittenJwt {
  readonly issuer?: string;
  readonly audience?: readonly string[];
  readonly jwtConfiguration?: { readonly issuer?: string; readonly audience?: readonly string[] };
}

/** Issuer and audience, beside `type` or in `jwtConfiguration` as OpenAPI has them. */
export function buildJwtConfiguration(written: WrittenJwt, place: Place): Pick<JwtAuthorizer, 'issuer' | 'audience'> {
  const inner = place.at('jwtConfiguration');
  for (const key of ['issuer', 'audience']) {
    if (inner.has(key)) refuseBoth(place, key, 'jwtConfiguration');
  }
  const issuerAt = place.has('issuer') ? place.at('issuer') : inner.at('issuer');
  const issuer = written.issuer ?? written.jwtConfiguration?.issuer;
  const audience = written.audience ?? written.jwtConfiguration?.audience;
  if (issuer === undefined && !place.has('issuer') && !inner.has('issuer')) {
    place.keyError(`${place.name} needs "issuer": an https URL or "local"`);
  }
  if (audience === undefined && !place.has('audience') && !inner.has('audience')) {
    place.keyError(`${place.name} needs "audience": a list of what tokens are issued for`);
  }
  return { issuer: issuer === undefined ? '' : buildIssuer(issuer, issuerAt), audience: audience ?? [] };
}
