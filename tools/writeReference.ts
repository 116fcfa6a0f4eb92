import { writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { optimReference } from "./optimReference.js";
import { referencePage } from "./referencePage.js";
import { referencePages } from "./referencePages.js";

const repository = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

for (const [file, page] of Object.entries(referencePages)) {
  writeFileSync(join(repository, "docs", file), referencePage(join(repository, "packages"), page));
  console.log(`Written: docs/${file}`);
}

writeFileSync(join(repository, "docs/optim.md"), optimReference(join(repository, "packages")));
console.log("Written: docs/optim.md");
