import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** What @sparticuz/chromium unpacks, which its next start in this run uses again. */
const KEPT = /^(?:chromium|fonts|al2023|lib\w+\.so(?:\.\d+)?$|locales$|vk_swiftshader)/u;

/** A host that was ended with its emulator removes its folders within two seconds. */
const LONGEST_REMOVAL_MS = 5_000;

/** Gives the whole run a temporary folder of its own, which has to be empty at the end. */
export default function setUp(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'gw-tests-'));
  process.env.TMPDIR = folder;
  const left = (): string[] => readdirSync(folder).filter((name) => !KEPT.test(name));
  return async () => {
    const until = Date.now() + LONGEST_REMOVAL_MS;
    while (left().length > 0 && Date.now() < until) await setTimeout(100);
    const names = left();
    rmSync(folder, { recursive: true, force: true });
    if (names.length > 0)
      throw new Error(`the tests left ${names.length} entries in the temporary folder: ${names.join(', ')}`);
  };
}
