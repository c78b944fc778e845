import type { ChildProcess } from 'node:child_process';
import { eachLine } from '../../src/model/base/lines.ts';

/** URL of the first API of a command that was started with --json, once it listens. */
export function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((ready) => {
    if (!child.stdout) return;
    eachLine(child.stdout, (line) => {
      const { type, apis } = JSON.parse(line) as { type: string; apis: { url: string }[] };
      if (type === 'ready') ready(apis[0]?.url ?? '');
    });
  });
}
