import { nearest } from '../../problems/nearest.ts';
import type { Part } from '../service/part.ts';
import type { Service, ServiceFunction } from '../service/service.ts';

/** What the framework knows of a function. Plugins add keys of their own, so that only a near miss is worth a word. */
const KEYS = [
  'architecture awsKmsKeyArn build condition dependsOn description destinations disableLogs',
  'durableConfig environment ephemeralStorageSize events fileSystemConfig handler httpApi image',
  'kmsKeyArn layers logDataProtectionPolicy logRetentionInDays logs maximumEventAge',
  'maximumRetryAttempts memorySize name onError package provisionedConcurrency recursiveLoop',
  'reservedConcurrency role runtime runtimeManagement snapStart tags timeout tracing url',
  'versionFunction vpc',
].flatMap((line) => line.split(' '));

/** Whether a function can be compiled; what is wrong with it becomes problems. */
export function checkFunction({ plugins }: Service, { key, part }: ServiceFunction): boolean {
  for (const name of part.keys) {
    const near = KEYS.includes(name) ? undefined : nearest(name, KEYS);
    if (near === undefined) continue;
    const hint = `Did you mean "${near}"?`;
    const unknown = `${part.name} has the key "${name}", which functions do not have`;
    // Plugins bring keys that look like the framework's (`alarms`, `layer`).
    if (plugins.length === 0 && !part.get(near).exists) part.get(name).keyError(unknown, hint);
    else part.get(name).warning(unknown, hint);
  }
  const numbers = [
    wholeNumber(part.get('timeout'), 1, 900, 'seconds'),
    wholeNumber(part.get('memorySize'), 128, 10_240, 'MB'),
  ];
  return [checkCode(key, part), ...numbers].every(Boolean);
}

function checkCode(key: string, part: Part): boolean {
  const [handler, image] = [part.get('handler'), part.get('image')];
  if (handler.exists && image.exists) {
    image.keyError(`the function ${key} has both handler: and image:`, 'Remove one of the two.');
    return false;
  }
  if (handler.exists) return handler.text('a handler such as src/orders.create') !== undefined;
  if (image.exists) return true;
  if (!handler.isUnresolved) {
    part.keyError(
      `the function ${key} has neither handler: nor image:`,
      'A handler is a text such as src/orders.create.',
    );
  }
  return false;
}

/** Intrinsics and numbers in quotes pass: CloudFormation takes them. */
function wholeNumber(part: Part, least: number, most: number, unit: string): boolean {
  const { value } = part;
  if (!part.exists || (typeof value === 'object' && !Array.isArray(value))) return true;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most) return true;
  part.error(`${part.name} must be a whole number of ${unit} from ${least} to ${most}, found ${JSON.stringify(value)}`);
  return false;
}
