import type { AwsResource } from '../resources.ts';
import type { ResourceType } from '../resource-types.ts';

/** The records of one input, by type and id. */
export class Records {
  readonly #byType = new Map<ResourceType, AwsResource[]>();
  readonly #byId = new Map<string, AwsResource>();

  constructor(resources: readonly AwsResource[]) {
    for (const resource of resources) {
      const same = this.#byType.get(resource.resourceType);
      if (same === undefined) this.#byType.set(resource.resourceType, [resource]);
      else same.push(resource);
      this.#byId.set(resource.id, resource);
    }
  }

  all<Type extends ResourceType>(type: Type): readonly AwsResource<Type>[] {
    return (this.#byType.get(type) ?? []) as unknown as readonly AwsResource<Type>[];
  }

  get<Type extends ResourceType>(type: Type, id: string | undefined): AwsResource<Type> | undefined {
    const found = id === undefined ? undefined : this.#byId.get(id);
    return found?.resourceType === type ? (found as unknown as AwsResource<Type>) : undefined;
  }
}
