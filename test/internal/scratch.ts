import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { within } from "./root.js";

/** A folder inside the repository, where packages are found by name as users find them. Git ignores it; `remove` deletes it. */
export interface Scratch {
  readonly path: string;
  write(file: string, text: string): string;
  remove(): void;
}

export function scratch(name: string): Scratch {
  mkdirSync(within(".generated"), { recursive: true });
  const path = mkdtempSync(within(".generated", `${name}-`));
  return {
    path,
    write: (file, text) => {
      const full = join(path, file);
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text);
      return full;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Options to type-check such a folder with, as strictly as the repository itself. */
export const scratchConfig = (include: readonly string[]): string =>
  JSON.stringify({
    extends: "../../tsconfig.base.json",
    compilerOptions: {
      composite: false,
      declaration: false,
      declarationMap: false,
      sourceMap: false,
      noEmit: true,
      types: ["node"],
    },
    include,
  });
