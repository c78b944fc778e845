import { either, list, map, scalar, text } from '../shape/shape.ts';

/** A URL of a local service or backend. `{name}` and `${stageVariables.name}` may stand in it. */
export const httpUrl = (doc: string) => text(doc, { pattern: '^https?://', wanted: 'an http or https URL' });

export const functionName = (doc: string) =>
  text(doc, {
    pattern: '^[A-Za-z0-9_${}.:-]+$',
    wanted: "a function's name",
  });

export const texts = (doc: string) => list(doc, text(''));

export const textOrTexts = (doc: string) => either(doc, text(''), list('', text(''), { min: 1 }));

export const textMap = (doc: string) => map(doc, scalar(''));

export const environment = map(
  'Environment variables. Numbers and true/false are passed as they are written.',
  scalar(''),
  {
    pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
    wanted: 'a variable name (letters, digits and _, not beginning with a digit)',
  },
);
