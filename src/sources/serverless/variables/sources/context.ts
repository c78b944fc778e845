import type { ProjectFiles } from '../../files/project-files.ts';
import type { Resolver } from '../resolver.ts';

/** What the sources of variables read. */
export interface SourceContext {
  readonly resolver: Resolver;
  /** The service as written. */
  readonly service: object;
  readonly files: ProjectFiles;
  /** The environment with the variables of `.env` files. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Flags as the framework's command line has them: `stage`, `region` where they were given. */
  readonly flags: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
  readonly accountId: string;
  /** Plugins may bring variable sources of their own. */
  readonly hasPlugins: boolean;
}
