import type { Position } from '../../model/base/position.ts';
import type { Problems } from '../problems/problems.ts';
import { TextPositions } from '../problems/text-positions.ts';
import type { YamlPlace } from '../problems/places.ts';
import type { KeptValues } from '../kept/kept-values.ts';
import { readNodes } from '../problems/yaml-nodes.ts';
import type { Positions, Written } from './positions.ts';

export interface ReadText {
  /** What the text holds, intrinsics in their long forms; `null` for an empty text. */
  readonly value: unknown;
  /** The text is not valid YAML, so what was read of it may be anything. */
  readonly isBroken: boolean;
}

/**
 * Reads YAML or JSON with CloudFormation's short forms, and adds the places of its values to `positions`. What is wrong with the text becomes
 * problems. `file` is how positions name it.
 */
export function readTemplateText(
  text: string,
  file: string,
  problems: Problems,
  positions: Positions,
  kept?: KeptValues,
): ReadText {
  problems.addSource({ file, text });
  const lines = new TextPositions(text);
  const position = (offset: number) => ({ file, ...lines.at(Math.min(offset, text.length)) });
  const { value, root, places, isBroken } = readNodes(
    text,
    { tags: 'cloudformation', kept },
    (message, offset, hint, isHarmless) => {
      // CloudFormation takes the last of two equal keys.
      if (isHarmless === true) problems.warning(message, position(offset), hint);
      else problems.error(message, position(offset), hint);
    },
  );
  if (typeof value === 'object' && value !== null) positions.setObject(value, position(root.value));
  positions.addFile((holder, key) => {
    const place = places.get(holder)?.get(key);
    return place === undefined ? undefined : new WrittenPlace(place, position);
  });
  return { value, isBroken };
}

/** Lines are counted on demand: most values are never part of a problem. */
class WrittenPlace implements Written {
  readonly #place: YamlPlace;
  readonly #position: (offset: number) => Position;

  constructor(place: YamlPlace, position: (offset: number) => Position) {
    this.#place = place;
    this.#position = position;
  }

  get key(): Position {
    return this.#position(this.#place.key);
  }

  get value(): Position {
    return this.#position(this.#place.value);
  }

  get source(): string | undefined {
    return this.#place.source;
  }
}
