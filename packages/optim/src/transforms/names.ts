/**
 * Which parameters are meant, by their names: one pattern or several, in which `*` stands for any characters (`"*bias"`,
 * `"dense_1/*"`); a regular expression; or a function.
 */
export type Names = string | RegExp | readonly (string | RegExp)[] | ((name: string) => boolean);
