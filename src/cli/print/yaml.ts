import { stringify } from 'yaml';

/** YAML in which the same part twice is written twice: not every reader of OpenAPI knows anchors. */
export function yamlText(document: object): string {
  return stringify(document, { aliasDuplicateObjects: false, lineWidth: 120 });
}
