import type { Service } from '../service/service.ts';

/** Plugins that bundle each handler, as esbuild does here. */
const BUNDLERS = /(?:^|[/-])(?:esbuild|webpack|bundle|rollup|rspack|parcel|vite|optimizer|jetpack-esbuild)/;

/**
 * Whether the project's own tools bundle its functions; `undefined` where they deploy them as they stand and the emulator decides.
 */
export function bundleOf({ plugins, root, isVersion4 }: Service): boolean | undefined {
  const esbuild = root.get('build').get('esbuild');
  if (isVersion4 && root.get('build').exists) {
    return esbuild.value !== false && esbuild.get('bundle').value !== false;
  }
  return plugins.some((plugin) => BUNDLERS.test(plugin)) ? true : undefined;
}
