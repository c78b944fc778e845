import type { Where } from '../resolve/values.ts';

/** One resource names another. */
export interface Edge {
  readonly to: string;
  readonly where: Where;
}

/** Circles in a graph, each once: its edges in order, from the first resource of it that is met. */
export function circlesIn(edges: ReadonlyMap<string, readonly Edge[]>): Edge[][] {
  const circles: Edge[][] = [];
  const done = new Set<string>();
  const path: Edge[] = [];
  const onPath = new Map<string, number>();
  const visit = (name: string): void => {
    onPath.set(name, path.length);
    for (const edge of edges.get(name) ?? []) {
      const start = onPath.get(edge.to);
      if (start !== undefined) circles.push([...path.slice(start), edge]);
      else if (!done.has(edge.to)) {
        path.push(edge);
        visit(edge.to);
        path.pop();
      }
    }
    onPath.delete(name);
    done.add(name);
  };
  for (const name of edges.keys()) if (!done.has(name)) visit(name);
  return circles;
}
