import type { TemplateMap } from '../../template/template.ts';
import { functionUrlId } from '../logical-ids.ts';
import type { Part } from '../service/part.ts';
import { type Given, members } from '../service/resources.ts';
import { type Service, type ServiceFunction, targetArn } from '../service/service.ts';

/** What `cors: true` allows. A function URL lists no `X-Amz-User-Agent`, unlike the framework's other defaults. */
const DEFAULT_HEADERS = [
  'Content-Type',
  'X-Amz-Date',
  'Authorization',
  'X-Api-Key',
  'X-Amz-Security-Token',
  'X-Amzn-Trace-Id',
];

/** `url: true`, or `url: { authorizer, cors, invokeMode }`. */
export function compileFunctionUrl({ resources }: Service, fn: ServiceFunction): void {
  const url = fn.part.get('url');
  if (!url.exists || url.value === false) return;
  if (url.value !== true && !url.isMapOrMissing('true, or a map with authorizer, cors and invokeMode')) return;
  const authorizer = url.get('authorizer');
  if (authorizer.exists && authorizer.value !== 'aws_iam') {
    authorizer.error(`${authorizer.name} must be aws_iam`, 'Without an authorizer the URL is public.');
  }
  resources.add(
    functionUrlId(fn.key),
    'AWS::Lambda::Url',
    {
      AuthType: authorizer.exists ? 'AWS_IAM' : 'NONE',
      TargetFunctionArn: targetArn(fn),
      InvokeMode: url.get('invokeMode'),
      Cors: corsOf(url.get('cors')),
    },
    url,
    { condition: fn.part.get('condition') },
  );
}

function corsOf(cors: Part): TemplateMap | undefined {
  if (!cors.exists || cors.value === false) return undefined;
  return members(
    {
      AllowCredentials: cors.get('allowCredentials').value === true ? cors.get('allowCredentials') : undefined,
      AllowHeaders: orDefault(cors.get('allowedHeaders'), DEFAULT_HEADERS),
      AllowMethods: orDefault(cors.get('allowedMethods'), ['*']),
      AllowOrigins: orDefault(cors.get('allowedOrigins'), ['*']),
      ExposeHeaders: cors.get('exposedResponseHeaders'),
      MaxAge: cors.get('maxAge'),
    },
    cors,
  );
}

/** `null` says that there is none. */
function orDefault(part: Part, fallback: string[]): Given {
  if (part.value === null) return undefined;
  return part.exists ? part : [...fallback];
}
