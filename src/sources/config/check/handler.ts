import type { Place } from '../shape/place.ts';

/** Whether a handler string was reported: then no build need say so again. */
export function isHandlerString(handler: string): boolean {
  return (
    /^[^.]+\.[^.].*$/.test(nameOf(handler)) &&
    !handler.includes('..') &&
    !namesFile(handler) &&
    !handler.startsWith('/')
  );
}

/**
 * A handler string that Lambda itself would refuse (docs/aws/lambda.md#handler-string): the file need not exist, but its name must be
 * one.
 */
export function checkHandler(handler: string, place: Place): void {
  if (handler.includes('..')) {
    place.error(
      `${place.name} is not a handler string: Lambda refuses ".." in it, found "${handler}"`,
      'Put the configuration file in a folder above all handlers.',
    );
    return;
  }
  if (handler.startsWith('/')) {
    place.error(
      `${place.name} is not a handler string: found the absolute path "${handler}"`,
      `Write it relative to the folder of the configuration, as in handlers/orders.create.`,
    );
    return;
  }
  if (namesFile(handler)) {
    place.error(
      `${place.name} is not a handler string: "${handler}" names a file`,
      `Write the path without the extension and then the export: ${handler.slice(0, handler.lastIndexOf('.'))}.handler`,
    );
    return;
  }
  if (isHandlerString(handler)) return;
  place.error(
    `${place.name} is not a handler string: wanted path/file.export, found "${handler}"`,
    'The path of the file without its extension, a dot, the name of the export: handlers/orders.create',
  );
}

const nameOf = (handler: string): string => handler.slice(handler.lastIndexOf('/') + 1);

function namesFile(handler: string): boolean {
  const withoutExtension = /^(.+)\.(?:[cm]?[jt]s|tsx)$/.exec(nameOf(handler))?.[1];
  return withoutExtension !== undefined && !withoutExtension.includes('.');
}
