import type { CorsConfiguration } from '../../../../model/definition/http-api.ts';

/** Lists that are missing are empty. */
export function corsOf(cors: Partial<CorsConfiguration>): CorsConfiguration {
  return {
    allowOrigins: cors.allowOrigins ?? [],
    allowMethods: cors.allowMethods ?? [],
    allowHeaders: cors.allowHeaders ?? [],
    exposeHeaders: cors.exposeHeaders ?? [],
    ...(cors.maxAge !== undefined && { maxAge: cors.maxAge }),
    allowCredentials: cors.allowCredentials ?? false,
  };
}
