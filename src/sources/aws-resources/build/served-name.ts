/** What a stage of an API is served as: the first under the API's id, the others under `id/stage`. */
export function servedName(id: string, stage: string, index: number): string {
  return index === 0 ? id : `${id}/${stage}`;
}
