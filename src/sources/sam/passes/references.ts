import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { isMap } from '../words/values.ts';

/**
 * Rewrites names that only SAM knows to those of the resources that it made: `Ref: Api.Stage`, `${Api.Stage}`, `Fn::GetAtt: Fn.Alias.Arn`,
 * and the ids of layers, which end in a hash.
 */
export function renameReferences(work: Transformation, value: TemplateValue): void {
  if (work.names.size === 0 && work.renamed.size === 0) return;
  new Renaming(work).walk(value);
}

class Renaming {
  constructor(readonly work: Transformation) {}

  walk(value: TemplateValue | undefined): void {
    if (Array.isArray(value)) for (const item of value) this.walk(item);
    if (!isMap(value)) return;
    const keys = Object.keys(value);
    if (keys.length === 1) this.#rename(value);
    if (typeof value['Type'] === 'string') this.#renameDependencies(value);
    for (const key of keys) this.walk(value[key]);
  }

  #rename(map: TemplateMap): void {
    const { Ref: id, 'Fn::Sub': text, 'Fn::GetAtt': attribute } = map;
    if (typeof id === 'string') map['Ref'] = this.#name(id);
    else if (typeof text === 'string') map['Fn::Sub'] = this.#inText(text, {});
    else if (Array.isArray(text) && typeof text[0] === 'string') {
      text[0] = this.#inText(text[0], isMap(text[1]) ? text[1] : {});
    } else if (attribute !== undefined) map['Fn::GetAtt'] = this.#attribute(attribute);
  }

  #renameDependencies(resource: TemplateMap): void {
    const { DependsOn: names } = resource;
    if (typeof names === 'string') resource['DependsOn'] = this.#name(names);
    if (Array.isArray(names)) {
      resource['DependsOn'] = names.map((name) => (typeof name === 'string' ? this.#name(name) : name));
    }
  }

  #name(id: string): string {
    return this.work.names.get(id) ?? this.work.renamed.get(id) ?? id;
  }

  /** `Fn.Alias.Arn` in one text, or in two parts. */
  #attribute(value: TemplateValue): TemplateValue {
    const isText = typeof value === 'string';
    const parts = (isText ? value.split('.') : value) as TemplateValue[];
    if (!Array.isArray(parts) || !parts.every((part) => typeof part === 'string')) return value;
    const words = parts.join('.').split('.');
    const pair = this.work.names.get(words.slice(0, 2).join('.'));
    if (pair !== undefined && words.length > 2) return [pair, words.slice(2).join('.')];
    const [first = '', ...rest] = words;
    const renamed = this.work.renamed.get(first);
    return renamed === undefined ? value : [renamed, rest.join('.')];
  }

  #inText(text: string, own: TemplateMap): string {
    return text.replace(/\$\{([^!${}][^${}]*)\}/g, (whole, inside: string) => {
      const words = inside.trim().split('.');
      if (Object.hasOwn(own, inside.trim())) return whole;
      const pair = this.work.names.get(words.slice(0, 2).join('.'));
      if (pair !== undefined) return `\${${[pair, ...words.slice(2)].join('.')}}`;
      const [first = '', ...rest] = words;
      const renamed = this.work.renamed.get(first);
      return renamed === undefined ? whole : `\${${[renamed, ...rest].join('.')}}`;
    });
  }
}
