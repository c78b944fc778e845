import type { CorsConfiguration } from './http-api.ts';
import type { Position } from '../base/position.ts';

/** A Lambda function of the user. Paths are absolute. */
export interface LambdaFunction {
  readonly name: string;
  /** What the source calls it, where that is not its name: a logical id, a key of serverless.yml, a Terraform address. */
  readonly id?: string;
  readonly code: FunctionCode;
  /** The handler string as written; `_HANDLER` in the environment. */
  readonly handler: string;
  /** Folder that relative paths and `LAMBDA_TASK_ROOT` mean. */
  readonly root: string;
  /** Seconds, 1 to 900; Lambda's default is 3. */
  readonly timeout: number;
  /** MB, 128 to 10,240; Lambda's default is 128. */
  readonly memory: number;
  readonly environment: Readonly<Record<string, string>>;
  /** Decides what it costs; it runs on this machine's own. `x86_64` unless given. */
  readonly architecture?: Architecture;
  /** MB of `/tmp` that are paid for; 512, which cost nothing, unless given. */
  readonly ephemeralStorage?: number;
  /** Reserved concurrency; absent means as many environments as the emulator allows. */
  readonly concurrency?: number;
  /** Any `nodejs*` or `provided*` string; informative. */
  readonly runtime?: string;
  /** Another Node binary to run the function on. */
  readonly node?: string;
  readonly isolation: 'thread' | 'process';
  /** `true`: one bundle. `false`: files as they are, TypeScript compiled file by file. Default: whatever the code needs. */
  readonly bundle?: boolean;
  /** What the project's own build gives its bundler. */
  readonly build?: BuildSettings;
  /** Folders or zip files that stand at `/opt`'s place, in order. */
  readonly layers: readonly string[];
  /** Function that receives failed asynchronous events. */
  readonly onFailure?: string;
  readonly url?: FunctionUrl;
  readonly declaredAt?: Position;
}

export type Architecture = 'x86_64' | 'arm64';

/** Options of esbuild that change what code does, by esbuild's names. Paths absolute. */
export interface BuildSettings {
  readonly alias?: Readonly<Record<string, string>>;
  /** JavaScript that stands before the bundle. */
  readonly banner?: string;
  readonly conditions?: readonly string[];
  readonly define?: Readonly<Record<string, string>>;
  readonly external?: readonly string[];
  readonly inject?: readonly string[];
  readonly keepNames?: boolean;
  /** Extension -> loader. */
  readonly loader?: Readonly<Record<string, string>>;
  readonly mainFields?: readonly string[];
}

export type FunctionCode =
  /** Source or bundle found through the handler string. */
  | { readonly kind: 'handler' }
  /** A zip file used as it is, the handler string looked up inside. */
  | { readonly kind: 'zip'; readonly file: string }
  /** Source text out of a template; the handler string's module name is `index`. */
  | { readonly kind: 'inline'; readonly source: string }
  /** A program that speaks the Lambda Runtime API. */
  | { readonly kind: 'command'; readonly command: string }
  /** Python code, run by `python3` with the emulator's own runtime. */
  | { readonly kind: 'python'; readonly of: FunctionCode }
  /** Code that is not here or that nothing here can run; invoking it fails with this reason, a clause. */
  | { readonly kind: 'unavailable'; readonly why: string };

export interface FunctionUrl {
  /** 0 takes a free port. */
  readonly port: number;
  readonly invokeMode: 'BUFFERED' | 'RESPONSE_STREAM';
  readonly auth: 'NONE' | 'AWS_IAM';
  readonly cors?: CorsConfiguration;
}
