import type { InputContext } from '../../input.ts';
import { nearestHint } from '../../problems/nearest.ts';
import type { StackArtifact } from './read-assembly.ts';

/** The stacks that `--stack` names, by name, id or construct path; all of them without the flag. */
export function wanted(artifacts: readonly StackArtifact[], { options, problems }: InputContext): StackArtifact[] {
  const names = options.stacks ?? [];
  if (names.length === 0) return [...artifacts];
  const isNamed = ({ name, aliases }: StackArtifact, wantedName: string): boolean =>
    name === wantedName || aliases.includes(wantedName);
  for (const name of names) {
    if (artifacts.some((artifact) => isNamed(artifact, name))) continue;
    const known = artifacts.map((artifact) => artifact.name);
    problems.error(`the cloud assembly has no stack "${name}"`, undefined, nearestHint(name, known, 'stacks'));
  }
  return artifacts.filter((artifact) => names.some((name) => isNamed(artifact, name)));
}
