import type { Transformation } from '../transformation.ts';
import { ResourceError, reporting } from '../words/errors.ts';
import { expectMap } from '../words/expect.ts';
import { copyOf } from '../words/copy.ts';
import { isMap } from '../words/values.ts';

/** Turns the `Connectors` of resources into connector resources of their own. */
export function addEmbeddedConnectors(work: Transformation): void {
  for (const source of Object.keys(work.resources)) {
    const resource = work.resource(source);
    const connectors = resource?.['Connectors'];
    if (resource === undefined || connectors === undefined) continue;
    reporting(source, work.at, work.problems, () => addConnectors(work, source));
    delete resource['Connectors'];
  }
}

function addConnectors(work: Transformation, source: string): void {
  const given = work.resource(source)?.['Connectors'];
  if (!isMap(given)) {
    throw new ResourceError(source, `Attribute '${source}.Connectors' should be a map.`, ['Connectors']);
  }
  for (const [name, connector] of Object.entries(given)) {
    const id = `${source}${name}`;
    const path = ['Connectors', name];
    if (!isMap(connector)) throw new ResourceError(id, `${source}.${id} should be a map.`, path);
    if (work.resource(id) !== undefined) {
      const message = `Transforming resource with id [${source}] attempts to create a new resource with id [${id}] and type "AWS::Serverless::Connector". A resource with that id already exists within this template. Please use a different id for that resource`;
      work.problems.error(message, work.at(source, path));
      continue;
    }
    const copy = copyOf(connector, work.positions);
    const properties = copy['Properties'];
    if (!isMap(properties)) {
      throw new ResourceError(source, `Attribute 'Connectors.${name}.Properties' should be a map.`, path);
    }
    const reference = properties['SourceReference'];
    properties['Source'] = { Id: source };
    if (reference !== undefined) {
      const more = expectMap(reference, { id: source }, `Connectors.${name}.Properties.SourceReference`);
      if (Object.hasOwn(more, 'Id'))
        throw new ResourceError(name, "'Id' shouldn't be defined in 'SourceReference'.", path);
      properties['Source'] = { Id: source, ...more };
      delete properties['SourceReference'];
    }
    work.resources[id] = { ...copy, Type: 'AWS::Serverless::Connector' };
    work.positions.set(work.resources, id, work.positions.of(given, name));
  }
}
