import { resolve } from 'node:path';
import type { ApiCommon } from '../../../../model/definition/api-common.ts';
import { derivedId } from '../../../../model/definition/derived-id.ts';
import type { AccessLog, CustomDomain, Stage } from '../../../../model/definition/stage.ts';
import type { Value } from '../../shape/value.ts';
import type { apis } from '../../definition/apis.ts';
import type { Place } from '../../shape/place.ts';
import type { BuildContext } from './context.ts';
import { securityPolicyOf } from '../access/security-policy.ts';

export type WrittenApi = Value<typeof apis>[string];

/** What every kind of API has: id, stage, custom domain. The deployment id is filled in once the rest is known. */
export function buildApiCommon(
  name: string,
  written: WrittenApi,
  place: Place,
  context: BuildContext,
  port: number,
): ApiCommon {
  const customDomain = customDomainOf(written, place);
  refuseBasepathAlone(written, place);
  return {
    name: written.name ?? name,
    ...(written.name !== undefined && written.name !== name && { key: name }),
    id: written.apiId ?? derivedId('api', name),
    port,
    stage: stageOf(written, place, context.root),
    ...(customDomain && { customDomain }),
    ...mutualTlsOf(written, context.root),
    ...(written.type === 'rest' && securityPolicyOf(written, place)),
    disableExecuteApiEndpoint: written.disableExecuteApiEndpoint ?? false,
    ...place.declaredAt,
  };
}

function refuseBasepathAlone(written: WrittenApi, place: Place): void {
  if (written.type === 'websocket' || written.basepath === undefined || written.openapi !== undefined) return;
  const hint = "A custom domain's base path is written basePath.";
  place.at('basepath').error('basepath is about the base path of a document: name one in openapi', hint);
}

function mutualTlsOf(written: WrittenApi, root: string): Pick<ApiCommon, 'truststore'> {
  if (written.type === 'websocket' || written.mutualTlsAuthentication === undefined) return {};
  return { truststore: resolve(root, written.mutualTlsAuthentication.truststoreUri) };
}

function stageOf(written: WrittenApi, place: Place, root: string): Stage {
  const name = written.stage ?? (written.type === 'http' ? '$default' : 'dev');
  checkStageName(name, written.type, place.at('stage'));
  const accessLog = written.accessLog && accessLogOf(written.accessLog, written.type, place.at('accessLog'), root);
  return {
    name,
    variables: written.stageVariables ?? {},
    ...(accessLog && { accessLog }),
    ...(written.throttle && { throttle: written.throttle }),
    deploymentId: '',
  };
}

/**
 * Letters, digits, `-` and `_`, up to 128; `$default` for HTTP APIs alone (docs/aws/http-api.md#host-and-stage,
 * docs/aws/rest-api.md#names).
 */
function checkStageName(name: string, type: WrittenApi['type'], place: Place): void {
  if (name === '$default' && type === 'http') return;
  if (/^[A-Za-z0-9_-]{1,128}$/.test(name)) return;
  const hint = name === '$default' ? 'Only HTTP APIs have a $default stage.' : undefined;
  place.error(`${place.name} must be up to 128 letters, digits, - and _, found "${name}"`, hint);
}

function accessLogOf(
  written: NonNullable<WrittenApi['accessLog']>,
  type: WrittenApi['type'],
  place: Place,
  root: string,
): AccessLog {
  const names = type === 'http' ? ['requestId'] : ['requestId', 'extendedRequestId'];
  if (!names.some((name) => written.format.includes(`$context.${name}`))) {
    const format = place.at('format');
    format.error(`${format.name} must contain $context.requestId, as AWS wants it`);
  }
  const destination = written.destination ?? 'stdout';
  return { format: written.format, destination: destination === 'stdout' ? destination : resolve(root, destination) };
}

function customDomainOf(written: WrittenApi, place: Place): CustomDomain | undefined {
  if (written.basePath === undefined && written.domainName === undefined) return undefined;
  const paths = typeof written.basePath === 'string' ? [written.basePath] : (written.basePath ?? ['/']);
  const basePaths = paths.map((path) => path.replace(/^\/+|\/+$/g, ''));
  for (const [index, path] of basePaths.entries()) {
    const at = typeof written.basePath === 'string' ? place.at('basePath') : place.at('basePath', index);
    if (!/^[\w$\-.+!*'()/]*$/.test(path) || path.length > 300) {
      at.error(`${at.name} must be up to 300 letters, digits and $-_.+!*'()/, found "${paths[index]}"`);
    }
    if (basePaths.indexOf(path) !== index) at.error(`${at.name} repeats "${paths[index]}"`);
  }
  return { ...(written.domainName !== undefined && { domainName: written.domainName }), basePaths };
}
