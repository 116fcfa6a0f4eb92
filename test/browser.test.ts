import { existsSync } from "node:fs";
import {
  createSession,
  gradients,
  input,
  matmul,
  mul,
  parameter,
  randomNormal,
  sub,
  sum,
  tanh,
  toJson,
  wasm,
} from "@adjoint/core";
import { type Browser, launch, type Page } from "puppeteer-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Served, type ServeOptions, servePages } from "../tools/servePages.js";
import { root } from "./internal/root.js";

/** CHROME_PATH names a Chrome or Chromium, if it is at none of these places. */
const chrome = [
  process.env.CHROME_PATH,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:/Program Files/Google/Chrome/Application/chrome.exe",
].find((path) => path !== undefined && existsSync(path));

const x = input("x", [256, 64]);
const w = parameter("w", [64, 128], { initial: (shape, key) => randomNormal(key, shape) });
const y = tanh(matmul(x, w));
const loss = sum(mul(y, y));
const [gradient] = gradients(loss, [w]);
const next = sub(w, mul(gradient, 1e-4));
/** The loss, a parameter and its next value: what a page makes its training step of. */
const graph = toJson([loss, w, next]);
const data = Array.from({ length: 256 * 64 }, (_, i) => Math.fround(Math.sin(i)));
const steps = 8;

/** What the same training gives in Node. */
function inNode() {
  using session = createSession({ seed: 1, backend: wasm({ precision: "portable" }) });
  const step = session.compile({ outputs: loss, updates: [[w, next]] });
  const losses = Array.from({ length: steps }, () => step.run({ x: Float32Array.from(data) }));
  return { losses, weights: Array.from(session.read(w).data) };
}

describe.skipIf(chrome === undefined)(
  chrome === undefined ? "in a browser (none was found; CHROME_PATH can name one)" : "in a browser",
  () => {
    let browser: Browser;
    const served: Served[] = [];
    beforeAll(async () => {
      browser = await launch({ executablePath: chrome!, args: ["--no-sandbox"] });
    });
    afterAll(async () => {
      await browser?.close();
      for (const server of served) server.close();
    });

    /** A page of the repository, and what it complains of. */
    async function open(path: string, options: ServeOptions = {}): Promise<{ page: Page; complaints: string[] }> {
      const server = await servePages(root, options);
      served.push(server);
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on("console", (message) => complaints.push(message.text()));
      page.on("pageerror", (error) => complaints.push(`${error}`));
      await page.goto(server.url + path);
      return { page, complaints };
    }

    /** Calls a function of test/pages/training.js in the page. */
    const call = (page: Page, name: string, given: object = {}) =>
      page.evaluate(
        `import("/test/pages/training.js").then((all) => all.${name}(${JSON.stringify(given)}))`,
      ) as Promise<Record<string, unknown>>;
    const training = { graph, data, steps };

    describe("where a page is cross-origin isolated", () => {
      let page: Page;
      let complaints: string[];
      beforeAll(async () => {
        ({ page, complaints } = await open("test/pages/blank.html"));
      });

      test("the main thread computes alone, and the same bits as Node", async () => {
        expect(await page.evaluate("crossOriginIsolated")).toBe(true);
        const { threads, threadsReason, ...numbers } = await call(page, "trainHere", training);
        expect(numbers).toStrictEqual(inNode());
        expect(threads).toBe(1);
        expect(threadsReason).toMatch(/^Threads wait for each other, which the main thread of a page must not do/);
        expect(complaints).toStrictEqual([]);
      });

      test("a worker computes the same bits on one thread and on two", async () => {
        for (const threads of [1, 2]) {
          const { commands, ...outcome } = await call(page, "trainInWorker", { ...training, threads });
          expect(outcome).toStrictEqual({ threads, threadsReason: null, ...inNode() });
          // Of two threads, the other was handed the program, and then took part in its runs.
          if (threads === 2) expect(commands).toBeGreaterThan(1);
        }
        expect(complaints).toStrictEqual([]);
      });

      test("errors come to the page as they were thrown", async () => {
        expect(await call(page, "failInWorker", training)).toStrictEqual({
          name: "AdjointError",
          code: "feed/shape",
          message: 'run: the input "x" [256, 64] was fed the shape [1, 1].',
          input: "x",
        });
        expect(await call(page, "startNowhere")).toBe("remote/lost");
      });
    });

    test("a page that is not isolated computes on one thread, and says why; so does one without workers", async () => {
      const { page, complaints } = await open("test/pages/blank.html", { isolated: false });
      const expected = {
        threads: 1,
        threadsReason: expect.stringMatching(/^Threads share memory, .* cross-origin isolated/),
      };
      expect(await call(page, "trainHere", training)).toStrictEqual({ ...expected, ...inNode() });
      const inWorker = await call(page, "trainInWorker", { ...training, threads: 2 });
      expect(inWorker).toStrictEqual({ ...expected, commands: 0, ...inNode() });
      expect(complaints).toStrictEqual([]);
      await page.evaluate("delete globalThis.Worker");
      expect(await call(page, "trainHere", training)).toStrictEqual({
        threads: 1,
        threadsReason: "There are no workers here for threads to run in.",
        ...inNode(),
      });
    });

    test("and so does one whose security policy forbids workers without a file", async () => {
      const policy = "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; worker-src 'self'";
      const { page } = await open("test/pages/blank.html", { headers: { "Content-Security-Policy": policy } });
      expect(await call(page, "trainInWorker", { ...training, threads: 2 })).toStrictEqual({
        threads: 1,
        threadsReason: expect.stringContaining("content security policy"),
        commands: 0,
        ...inNode(),
      });
    });

    describe.each([true, false])("the example, isolated: %s,", (isolated) => {
      test("trains its network and draws", async () => {
        const { page, complaints } = await open("examples/browser/", { isolated });
        await page.waitForSelector("body[data-done]", { timeout: 20_000 });
        const { state, threads, colours } = (await page.evaluate(`({
          state: document.querySelector("#state").textContent,
          threads: document.querySelector("#threads").textContent,
          colours: ["#plane", "#curve"].map((id) => {
            const { data } = document.querySelector(id).getContext("2d").getImageData(0, 0, 640, 640);
            return new Set(new Uint32Array(data.buffer)).size;
          }),
        })`)) as { state: string; threads: string; colours: number[] };
        expect(state).toMatch(/^step 400: loss 0\.00\d\d, 100\.0 % told apart$/);
        expect(threads).toContain(isolated ? "may use 2 threads" : "cross-origin isolated");
        expect(Math.min(...colours)).toBeGreaterThan(10);
        expect(complaints).toStrictEqual([]);
      });
    });
  },
);
