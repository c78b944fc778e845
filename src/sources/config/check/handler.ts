import type { Place } from '../shape/place.ts';

/**
 * A handler string that Lambda itself would refuse (docs/aws/lambda.md#handler-string): the file need not exist, but its name must be
 * one.
 */
export function checkHandler(handler: string, place: Place): void {
  const name = handler.slice(handler.lastIndexOf('/') + 1);
  if (handler.includes('..')) {
    place.error(
      `${place.name} is not a handler string: Lambda refuses ".." in it, found "${handler}"`,
      'Put the configuration file in a folder above all handlers.',
    );
    return;
  }
  const withoutExtension = /^(.+)\.(?:[cm]?[jt]s|tsx)$/.exec(name)?.[1];
  if (withoutExtension !== undefined && !withoutExtension.includes('.')) {
    place.error(
      `${place.name} is not a handler string: "${handler}" names a file`,
      `Write the path without the extension and then the export: ${handler.slice(0, handler.lastIndexOf('.'))}.handler`,
    );
    return;
  }
  if (/^[^.]+\.[^.].*$/.test(name)) return;
  place.error(
    `${place.name} is not a handler string: wanted path/file.export, found "${handler}"`,
    'The path of the file without its extension, a dot, the name of the export: handlers/orders.create',
  );
}
