import { readdirSync } from "node:fs";
import { sep } from "node:path";
import { within } from "./root.js";

/** The files below a folder of the repository whose names end so, as paths within that folder, in alphabetical order. */
export const filesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(within(folder), { recursive: true, encoding: "utf8" })
    .map((file) => file.split(sep).join("/"))
    .filter((file) => file.endsWith(ending) && !/(^|\/)(node_modules|dist)\//.test(file))
    .toSorted();
