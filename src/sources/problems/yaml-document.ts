import type { Position } from '../../model/base/position.ts';
import type { Path } from './paths.ts';
import { Problems } from './problems.ts';
import type { SourceDocument } from './source-document.ts';
import { TextPositions } from './text-positions.ts';
import type { FoundPlaces, YamlPlace } from './places.ts';
import { readNodes, type YamlOptions } from './yaml-nodes.ts';

/**
 * Reads YAML 1.2 or JSON (which is YAML) with merge keys. Syntax errors, duplicate keys, unknown tags and further documents become
 * problems; what could be read is read all the same. An empty document has the value `null`. `file` is how positions name it.
 */
export function readYamlDocument(
  text: string,
  file: string,
  problems: Problems = new Problems(),
  options: YamlOptions = {},
): SourceDocument {
  problems.addSource({ file, text });
  const positions = new TextPositions(text);
  const position = (offset: number): Position => ({ file, ...positions.at(Math.min(offset, text.length)) });
  const { value, root, places, isBroken } = readNodes(text, options, (message, offset, hint) =>
    problems.error(message, position(offset), hint),
  );

  return {
    file,
    value,
    isBroken,
    positionOf(path, side = 'value') {
      const place = placeOf(value, root, places, path);
      return position(side === 'key' ? place.key : place.value);
    },
    sourceOf: (path) => existingPlaceOf(value, root, places, path)?.source,
    positionWithin(path, line, column) {
      const place = existingPlaceOf(value, root, places, path) ?? placeOf(value, root, places, path);
      return within(place, line, column);
    },
  };

  function within(place: YamlPlace, line: number, column: number): Position {
    const start = position(place.value);
    if (place.style === 'block') {
      const first = start.line + line;
      return { file, line: first, column: column + indentationBelow(start.line) };
    }
    if (line !== 1 || place.style === undefined) return start;
    return { file, line: start.line, column: start.column + column - 1 + (place.style === 'quoted' ? 1 : 0) };
  }

  /** Of the first line with text below a block scalar's header: it sets the indentation of the whole scalar. */
  function indentationBelow(header: number): number {
    const match = /^(?:[ \t]*\r?\n)*( *)/.exec(text.slice(positions.startOf(header + 1)));
    return match?.[1]?.length ?? 0;
  }
}

/** The place at the end of the path, or of the last part that exists. */
function placeOf(value: unknown, root: YamlPlace, places: FoundPlaces, path: Path): YamlPlace {
  let place = root;
  let current = value;
  for (const part of path) {
    const next = typeof current === 'object' && current !== null ? places.get(current)?.get(String(part)) : undefined;
    if (!next) return place;
    place = next;
    current = (current as Record<string, unknown>)[String(part)];
  }
  return place;
}

function existingPlaceOf(value: unknown, root: YamlPlace, places: FoundPlaces, path: Path): YamlPlace | undefined {
  const last = path.at(-1);
  if (last === undefined) return root;
  let holder = value;
  for (const part of path.slice(0, -1)) holder = (holder as Record<string, unknown> | undefined)?.[String(part)];
  return typeof holder === 'object' && holder !== null ? places.get(holder)?.get(String(last)) : undefined;
}
