/** What was given, without the options that were not: commands tell "left out" from a value. */
export function given<Options extends object>(options: Options): Given<Options> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Given<Options>;
}

type Given<Options> = { [Key in keyof Options as undefined extends Options[Key] ? never : Key]: Options[Key] } & {
  [Key in keyof Options as undefined extends Options[Key] ? Key : never]?: Exclude<Options[Key], undefined>;
};
