import type { CorsConfiguration } from '../../../../model/definition/http-api.ts';
import type { cors, corsConfiguration } from '../../definition/cors.ts';
import type { Place } from '../../shape/place.ts';
import type { Value } from '../../shape/value.ts';

/** `cors:` of an API: true, false or a configuration. */
export function corsOf(written: Value<typeof cors> | undefined, place: Place): CorsConfiguration | undefined {
  if (written === undefined || written === false) return undefined;
  return written === true ? anyOrigin : buildCors(written, place.at('cors'));
}

/** `cors: true`: any origin, method and header. */
const anyOrigin: CorsConfiguration = {
  allowOrigins: ['*'],
  allowMethods: ['*'],
  allowHeaders: ['*'],
  exposeHeaders: [],
  allowCredentials: false,
};

/** A CORS configuration whose origins can match and which a browser would honour (docs/aws/http-api.md#cors). */
export function buildCors(cors: Value<typeof corsConfiguration>, place: Place): CorsConfiguration {
  const allowOrigins = cors.allowOrigins ?? [];
  const origins = place.at('allowOrigins');
  for (const [index, origin] of allowOrigins.entries()) checkOrigin(origin, origins.at(index));
  if (cors.allowCredentials === true && allowOrigins.includes('*')) {
    place
      .at('allowCredentials')
      .error(
        `${place.name} allows credentials to any origin ("*"), which AWS refuses`,
        'List the origins, or leave allowCredentials out.',
      );
  }
  return {
    allowOrigins,
    allowMethods: cors.allowMethods ?? [],
    allowHeaders: cors.allowHeaders ?? [],
    exposeHeaders: cors.exposeHeaders ?? [],
    ...(cors.maxAge !== undefined && { maxAge: cors.maxAge }),
    allowCredentials: cors.allowCredentials ?? false,
  };
}

function checkOrigin(origin: string, place: Place): void {
  if (origin === '*' || /^https?:\/\/\*$/.test(origin)) return;
  const match = /^([a-z][a-z0-9+.-]*:\/\/[^/?#*]+)(.*)$/i.exec(origin);
  if (!match) {
    place.error(
      `${place.name} is not an origin: found "${origin}", wanted a scheme and a host`,
      'For instance http://localhost:5173, or *, https://*, http://*.',
    );
    return;
  }
  if (match[2] !== '') place.error(`${place.name} never matches: an origin has no path`, `Write ${match[1]}`);
}
