import { basename, dirname, resolve } from 'node:path';
import { nearest, nearestHint } from '../../../problems/nearest.ts';
import type { AnswerQuestion } from '../answer.ts';
import { VariableFailure } from '../failure.ts';
import type { SourceContext } from './context.ts';

/** `file(./config.yml):key.sub`: YAML, JSON, text, or what JavaScript and TypeScript export; relative to the service. */
export function answerFile({ files, resolver }: SourceContext): AnswerQuestion {
  return async ({ params, address, text, site }) => {
    const [name] = params;
    if (typeof name !== 'string' || name === '') {
      throw new VariableFailure(`${site.name}: file() needs a path`, 'Write ${file(./config.yml):key}.');
    }
    const path = address === undefined ? [] : address.split('.');
    const file = resolve(files.folder, name);
    const read = await files.read(file, path, site);
    if (read === undefined) {
      const near = nearest(basename(file), files.namesIn(dirname(file)));
      const meant = near === undefined ? undefined : `Did you mean "${near}"?`;
      // A file that is not committed, such as secrets: the service may still start.
      return {
        missing: `the file ${files.shown(file)} does not exist`,
        hint: meant ?? 'Create it, or give the variable a default.',
        ...(near === undefined && { placeholder: `<${text}>` }),
      };
    }
    if (path.length > 0) resolver.name(read.value, files.shown(file));
    // A text on the way holds a variable, in whose value the path goes on.
    const { value } = read;
    const start = typeof value === 'string' && read.rest.length > 0 ? await resolver.evaluate(value, site) : value;
    const found = await resolver.follow(start, read.rest, site);
    if ('value' in found) return found;
    const before = read.rest.slice(0, found.at).join('.');
    const hint = () =>
      nearestHint(read.rest[found.at] ?? '', found.keys, `keys of ${before === '' ? files.shown(file) : before}`);
    return { missing: `${text} was not found`, hint };
  };
}
