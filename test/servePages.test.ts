import { readFileSync } from "node:fs";
import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Served, servePages } from "../tools/servePages.js";
import { root, within } from "./internal/root.js";

let isolated: Served;
let plain: Served;
beforeAll(async () => {
  isolated = await servePages(root);
  plain = await servePages(root, { isolated: false });
});
afterAll(() => {
  isolated.close();
  plain.close();
});

/** The status of a path that is sent as it is, which `fetch` would tidy up. */
const statusOf = (path: string) =>
  new Promise<number | undefined>((resolve, reject) => {
    const { port } = new URL(isolated.url);
    request({ host: "localhost", port, path }, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });

test("files are served with their types, and a folder by its index", async () => {
  const page = await fetch(`${isolated.url}examples/browser/`);
  expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await page.text()).toBe(readFileSync(within("examples/browser/index.html"), "utf8"));
  const script = await fetch(`${isolated.url}test/pages/training.js`);
  expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
});

test("pages are cross-origin isolated, unless they are not to be", async () => {
  const headers = async ({ url }: Served) => {
    const { headers } = await fetch(`${url}test/pages/blank.html`);
    return ["opener", "embedder"].map((who) => headers.get(`cross-origin-${who}-policy`));
  };
  expect(await headers(isolated)).toStrictEqual(["same-origin", "require-corp"]);
  expect(await headers(plain)).toStrictEqual([null, null]);
});

test("nothing outside of the folder is served, nor what is hidden in it", async () => {
  for (const path of ["/%2e%2e%2f%2e%2e%2fetc/hostname", "/.git/config", "/test/%2e%2e/.gitignore", "/%"]) {
    expect(await statusOf(path), path).toBe(404);
  }
  expect(await statusOf("/nowhere.html")).toBe(404);
  expect(await statusOf("/package.json")).toBe(200);
});
