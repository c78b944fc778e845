import { syncBuiltinESMExports } from 'node:module';
import { resolve } from 'node:path';
import v8 from 'node:v8';

type Call = (...parameters: unknown[]) => unknown;

const UTC = /^:?(?:Etc\/)?(?:UTC|UCT|Zulu|GMT)$/i;

/**
 * What Node has once for a process, and refuses or ignores in a thread. `needs` is called with what the code wanted and does not return: the
 * function goes on in a process of its own.
 */
export function watchForProcessOnly(host: NodeJS.Process, needs: (what: string) => never): void {
  const target = host as unknown as Record<string, Call>;
  const { chdir, umask, dlopen } = target;
  if (!chdir || !umask || !dlopen) return;
  target['chdir'] = (directory) => {
    if (typeof directory !== 'string') return chdir.call(host, directory);
    return resolve(directory) === host.cwd() ? undefined : needs('process.chdir');
  };
  target['umask'] = (...mask) => {
    const current = umask.call(host) as number;
    const wanted = typeof mask[0] === 'string' ? Number.parseInt(mask[0], 8) : mask[0];
    return wanted === undefined || wanted === current ? current : needs('process.umask');
  };
  target['dlopen'] = (...parameters) => {
    try {
      return dlopen.apply(host, parameters);
    } catch (error) {
      if (!(error instanceof Error) || !/did not self-register/.test(error.message)) throw error;
      return needs(`an add-on that does not load in threads (${String(parameters[1])})`);
    }
  };
  // For all threads at once; some make V8 end the process at the next mistake.
  v8.setFlagsFromString = (flags) => needs(`v8.setFlagsFromString('${flags}')`);
  syncBuiltinESMExports();
  host.env = new Proxy(host.env, {
    set(variables, name, value: unknown) {
      if (name === 'TZ' && !UTC.test(String(value))) needs(`process.env.TZ = '${String(value)}'`);
      return Reflect.set(variables, name, value);
    },
  });
}
