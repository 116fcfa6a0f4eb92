/** The way to a value in a spec: keys of mappings and positions in lists. */
export type Path = readonly (string | number)[];

/**
 * A path as people write it.
 *
 * @example
 * formatPath(["network", 2, "dense", "units"]); // "network[2].dense.units"
 */
export const formatPath = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === "number") return `${text}[${step}]`;
    return text === "" ? step : `${text}.${step}`;
  }, "");
