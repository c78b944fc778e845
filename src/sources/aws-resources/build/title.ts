/** The member `title`, where there is one. */
export function titleOf(title: string | undefined): { readonly title?: string } {
  return title === undefined ? {} : { title };
}
