/** What was given, without the options that were not: commands distinguish an omitted option from a value. */
export function presentOptions<Options extends object>(options: Options): PresentOptions<Options> {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as PresentOptions<Options>;
}

type PresentOptions<Options> = {
  [Key in keyof Options as undefined extends Options[Key] ? never : Key]: Options[Key];
} & {
  [Key in keyof Options as undefined extends Options[Key] ? Key : never]?: Exclude<Options[Key], undefined>;
};
