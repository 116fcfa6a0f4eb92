import { stringify } from "yaml";
import type { Spec } from "./specSchema.js";

/** A spec as YAML, with every default written out. Reading it gives the same spec. */
export const formatSpec = (spec: Spec): string => stringify(spec);
