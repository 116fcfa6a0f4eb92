import type { SpecOption } from "./specOption.js";

/** Must a spec give this option a value? */
export const isRequired = (option: SpecOption): boolean =>
  !("default" in option) &&
  option.optional !== true &&
  option.kind !== "axes" &&
  option.kind !== "name" &&
  (option.kind !== "names" || option.required === true);
