import { accessSync, constants, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { NOT_BUNDLED, whyNotBundled } from '../../aws-resources/build/functions/not-bundled.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Containers write to this folder of theirs, which is one of the host's (`AssetStaging` of aws-cdk-lib). */
const OUTPUT = '/asset-output';

/**
 * A program for the CDK to run in place of Docker. It runs Docker, where there is one. Where that fails, or there is none, it marks the folder
 * that a container should have filled, with Docker's last words: a single asset that needs a container would else fail the whole synthesis.
 * Nothing where the user names another program, and on Windows, which runs no such script.
 *
 * @param folder for the program; exists.
 */
export function dockerStandIn(folder: string, environment: Variables): Variables {
  if (process.platform === 'win32' || environment['CDK_DOCKER'] !== undefined) return {};
  const places = (environment['PATH'] ?? '').split(delimiter).filter((place) => place !== '');
  const docker = places.map((place) => join(place, 'docker')).find(isProgram);
  const file = join(folder, 'docker');
  writeFileSync(file, scriptFor(docker), { mode: 0o755 });
  return { CDK_DOCKER: file };
}

/** The CDK takes an asset that is there for made: those that were not are asked for again, now that there may be a Docker. */
export function forgetMissing(output: string): void {
  for (const name of readdirSync(output)) {
    const folder = join(output, name);
    if (name.startsWith('asset.') && whyNotBundled(folder) !== undefined) rmSync(folder, { recursive: true });
  }
}

function scriptFor(docker: string | undefined): string {
  const run =
    docker === undefined
      ? `said='there is no Docker on the PATH'`
      : `errors="$0.$$"
${quoted(docker)} "$@" 2> "$errors" && { cat "$errors" >&2; rm -f "$errors"; exit 0; }
cat "$errors" >&2
said=$(grep -v '^ *$' "$errors" | grep -v -- '--help' | tail -n 1)
rm -f "$errors"`;
  return `#!/bin/sh
# Runs Docker. What a container should have made and did not is marked as missing, so that all else of the app can be synthesised.
${run}
for word in "$@"; do
  case "$word" in
    *:${OUTPUT} | *:${OUTPUT}:*) printf '%s\\n' "$said" > "\${word%%:${OUTPUT}*}/${NOT_BUNDLED}" ;;
  esac
done
`;
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
