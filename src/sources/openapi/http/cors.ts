import type { CorsConfiguration } from '../../../model/definition/http-api.ts';
import { Fields } from '../document/fields.ts';
import type { ImportContext } from '../import-context.ts';

/** `x-amazon-apigateway-cors` (docs/aws/http-api.md#cors). */
export function readCors(context: ImportContext): CorsConfiguration | undefined {
  const extension = context.root.getAnyCase('x-amazon-apigateway-cors');
  if (!extension) return undefined;
  const fields = new Fields(extension, context);
  const maxAge = fields.integer('maxAge', { from: -1, to: 86_400 });
  const cors: CorsConfiguration = {
    allowOrigins: fields.texts('allowOrigins') ?? [],
    allowMethods: fields.texts('allowMethods') ?? [],
    allowHeaders: fields.texts('allowHeaders') ?? [],
    exposeHeaders: fields.texts('exposeHeaders') ?? [],
    ...(maxAge !== undefined && { maxAge }),
    allowCredentials: fields.flag('allowCredentials') ?? false,
  };
  fields.warnOfTheRest();
  if (cors.allowCredentials && cors.allowOrigins.includes('*'))
    context.problems.error(
      'allowCredentials does not go with the origin "*"',
      fields.raw('allowCredentials')?.position,
      'Name the origins, or write https://* for any host.',
    );
  return cors;
}
