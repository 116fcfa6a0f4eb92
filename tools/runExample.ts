import { readdirSync } from "node:fs";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { servePages } from "./servePages.js";

/**
 * Runs the example that a number or a name begins: `npm run example 03`. `npm run example browser` serves that for browsers.
 * Without a name, it lists them.
 */
const folder = new URL("../../examples/dist/", import.meta.url);
const examples = readdirSync(fileURLToPath(folder))
  .filter((file) => /^\d\d-.*\.js$/.test(file))
  .map((file) => file.slice(0, -".js".length))
  .toSorted();

const inBrowser = "browser";
const wanted = argv[2];
const found = wanted === undefined ? undefined : examples.find((name) => name.startsWith(wanted.padStart(2, "0")));
if (wanted === inBrowser) {
  const { url } = await servePages(fileURLToPath(new URL("../../", import.meta.url)));
  console.log(`Open ${url}examples/browser/ in a browser; Ctrl-C ends it.`);
} else if (found === undefined) {
  if (wanted !== undefined) console.error(`There is no example ${wanted}.\n`);
  console.error(`Say which one to run, such as: npm run example 03\n\n  ${[...examples, inBrowser].join("\n  ")}`);
  process.exitCode = 2;
} else {
  const example: { readonly main: () => unknown } = await import(new URL(`${found}.js`, folder).href);
  await example.main();
}
