import type { AccessLog } from '../../../../model/definition/stage.ts';

/** Where a project writes its access log on AWS means nothing here: the lines go to the terminal. */
export function accessLogOf(format: string | undefined): AccessLog | undefined {
  return format === undefined || format === '' ? undefined : { format, destination: 'stdout' };
}
