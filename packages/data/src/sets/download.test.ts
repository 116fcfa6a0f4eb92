import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DataError } from "../errors/dataError.js";
import { readIdx } from "../formats/readIdx.js";
import { writeIdx } from "../formats/writeIdx.js";
import { downloadFashionMnist } from "./downloadFashionMnist.js";
import { type Download, downloadIdx } from "./downloadIdx.js";
import { downloadMnist } from "./downloadMnist.js";
import type { DownloadOptions, DownloadProgress } from "./downloadOptions.js";
import { fashionMnistChecksums } from "./internal/fashionMnistChecksums.js";
import { allIdxFiles } from "./internal/idxFiles.js";
import { mnistChecksums } from "./internal/mnistPackage.js";
import { sha256 } from "./internal/sha256.js";
import { loadFashionMnist } from "./loadFashionMnist.js";

/** A small publication of the same form as the large ones. */
const files: Readonly<Record<string, Uint8Array>> = {
  "train-images-idx3-ubyte": writeIdx({ dtype: "u8", shape: [2, 28, 28], data: new Uint8Array(1568).fill(7) }),
  "train-labels-idx1-ubyte": writeIdx({ dtype: "u8", shape: [2], data: Uint8Array.of(3, 4) }),
  "t10k-images-idx3-ubyte": writeIdx({ dtype: "u8", shape: [1, 28, 28], data: new Uint8Array(784).fill(9) }),
  "t10k-labels-idx1-ubyte": writeIdx({ dtype: "u8", shape: [1], data: Uint8Array.of(5) }),
};
const checksums = Object.fromEntries(
  Object.entries(files).map(([name, bytes]) => [name, sha256(bytes)]),
) as Download["checksums"];
const compressed = (path: string) => gzipSync(files[path.slice(1).replace(".gz", "")]!);

let folder: string;
let server: Server | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "adjoint-download-"));
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise<unknown>((done) => (server === undefined ? done(0) : server.close(done)));
  server = undefined;
  await rm(folder, { recursive: true });
});

/** Starts a server. @returns its address */
async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((ready) => server!.listen(0, "127.0.0.1", ready));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const good: RequestListener = ({ url }, response) => {
  const bytes = compressed(url!);
  response.setHeader("content-length", bytes.length);
  response.end(bytes);
};

const download = (hosts: readonly string[], options: Partial<DownloadOptions> = {}) =>
  downloadIdx({ name: "tiny-mnist", hosts, checksums, remedy: "Or draw them yourself." }, { folder, ...options });

async function failure(act: Promise<unknown>): Promise<DataError> {
  const outcome = await act.catch((error: unknown) => error);
  if (outcome instanceof DataError) return outcome;
  throw new Error(`no DataError but ${String(outcome)}`);
}
const portable = ({ message }: DataError) =>
  message.replaceAll(folder, "/data").replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:80");

describe("a download", () => {
  test("brings the four files, tells how far it is, and they load", async () => {
    const host = await serve(good);
    const progress: DownloadProgress[] = [];
    expect(await download([host], { onProgress: (step) => progress.push(step) })).toBe(folder);
    expect((await readdir(folder)).toSorted()).toEqual(allIdxFiles.map((file) => `${file}.gz`).toSorted());
    const { train, test } = await loadFashionMnist({ dataDir: folder });
    expect([train.size, test.size]).toEqual([2, 1]);
    for (const file of allIdxFiles) {
      const last = progress.filter((step) => step.file === file).at(-1)!;
      expect(last.received).toBe(last.total);
    }
  });

  test("does not repeat what is there, plain or compressed, and replaces what is damaged", async () => {
    const asked: string[] = [];
    const host = await serve((request, response) => {
      asked.push(request.url!);
      good(request, response);
    });
    await writeFile(join(folder, "t10k-labels-idx1-ubyte"), files["t10k-labels-idx1-ubyte"]!);
    await writeFile(join(folder, "t10k-images-idx3-ubyte.gz"), compressed("/t10k-images-idx3-ubyte"));
    await writeFile(join(folder, "train-labels-idx1-ubyte.gz"), "damaged");
    await download([host]);
    expect(asked.toSorted()).toEqual(["/train-images-idx3-ubyte.gz", "/train-labels-idx1-ubyte.gz"]);
    const labels = join(folder, "train-labels-idx1-ubyte.gz");
    expect(readIdx(await readFile(labels)).data).toEqual(Uint8Array.of(3, 4));
  });

  test("takes files that the server unpacks on the way", async () => {
    const host = await serve((request, response) => {
      response.setHeader("content-encoding", "gzip");
      good(request, response);
    });
    await download([host]);
    expect((await readdir(folder)).toSorted()).toEqual([...allIdxFiles].toSorted());
  });

  test("asks the next host when one fails, and only the one that is named", async () => {
    const host = await serve(good);
    await download(["http://127.0.0.1:1/", host]);
    expect(await readdir(folder)).toHaveLength(4);
    await rm(join(folder, "t10k-labels-idx1-ubyte.gz"));
    const error = await failure(download([host], { from: "http://127.0.0.1:1" }));
    expect(error.found).toContain("http://127.0.0.1:1/t10k-labels-idx1-ubyte.gz: ");
    expect(error.found).not.toContain(host);
  });
});

describe("a download that cannot be, says why:", () => {
  test("no network, in words", async () => {
    const host = await serve(good);
    server!.close();
    expect(portable(await failure(download([host])))).toMatchInlineSnapshot(`
      "the data set could not be downloaded [download/failed]
        expected: tiny-mnist: train-images-idx3-ubyte.gz, with its published contents
        found:    nothing that will do at any of these addresses:
          http://127.0.0.1:80/train-images-idx3-ubyte.gz: connect ECONNREFUSED 127.0.0.1:80
        Check that this machine has a network. Without one, get the four files elsewhere and put them into /data. Or draw them yourself."
    `);
    expect(await readdir(folder)).toEqual([]);
  });

  test("other contents, which are not kept", async () => {
    const host = await serve((_, response) => response.end(gzipSync(new Uint8Array(9))));
    const error = await failure(download([host]));
    expect(error.code).toBe("download/failed");
    expect(error.found).toContain(
      `SHA-256 ${sha256(new Uint8Array(9))} instead of ${checksums["train-images-idx3-ubyte"]}`,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test.each<[string, RequestListener, RegExp]>([
    ["a missing file", (_, response) => response.writeHead(404).end(), /HTTP 404 Not Found/],
    ["a damaged file", ({ url }, response) => response.end(compressed(url!).with(20, 255)), /damaged file|SHA-256/],
    [
      "a connection that breaks off",
      ({ url }, response) => {
        response.setHeader("content-length", 1000);
        response.write(compressed(url!).subarray(0, 9), () => response.destroy());
      },
      /closed|terminated|aborted/,
    ],
    ["a page of text", (_, response) => response.end("<html>Log in to the hotel's network</html>"), /SHA-256/],
  ])("%s", async (_, answer, reason) => {
    const error = await failure(download([await serve(answer)]));
    expect(error.code).toBe("download/failed");
    expect(error.found).toMatch(reason);
    expect(await readdir(folder)).toEqual([]);
  });

  test("a server that falls silent, before or after the first byte", async () => {
    const silent = await failure(download([await serve(() => {})], { patience: 0.05 }));
    expect(silent.found).toContain("no answer for 0.05 s");
    server!.closeAllConnections();
    server!.close();
    const host = await serve(({ url }, response) => void response.write(compressed(url!).subarray(0, 9)));
    expect((await failure(download([host], { patience: 0.05 }))).found).toContain("no answer for 0.05 s");
  });

  test("a server that never stops sending", async () => {
    const host = await serve((_, response) => {
      const megabyte = new Uint8Array(1 << 20);
      const send = () => {
        while (response.write(megabyte));
        response.once("drain", send);
      };
      send();
    });
    const error = await failure(download([host]));
    expect(error.found).toContain(`more than ${64 << 20} bytes`);
  });

  test("a file that unpacks without end", async () => {
    const bomb = gzipSync(new Uint8Array(65 << 20));
    const error = await failure(download([await serve((_, response) => response.end(bomb))]));
    expect(error.found).toContain("a damaged file");
  });

  test("a folder that cannot be written to, and patience that is none", async () => {
    await writeFile(join(folder, "file"), "");
    expect((await failure(download([], { folder: join(folder, "file", "below") }))).code).toBe("data/unwritable");
    expect((await failure(download([], { patience: 0 }))).code).toBe("data/option");
  });
});

test("an aborted download stops with the reason, and leaves no half file", async () => {
  const controller = new AbortController();
  const host = await serve(({ url }, response) => void response.write(compressed(url!).subarray(0, 9)));
  const reason = new Error("changed my mind");
  const running = download([host], { signal: controller.signal, onProgress: () => controller.abort(reason) });
  await expect(running).rejects.toBe(reason);
  await expect(download([host], { signal: controller.signal })).rejects.toBe(reason);
  expect(await readdir(folder)).toEqual([]);
});

describe("the publications", () => {
  test.each([
    ["mnist", downloadMnist],
    ["fashion-mnist", downloadFashionMnist],
  ])("%s is refused in the clear where the server does not have it", async (name, fetchSet) => {
    const host = await serve((_, response) => response.writeHead(404).end());
    const error = await failure(fetchSet({ folder, from: host }));
    expect(error).toMatchObject({ code: "download/failed" });
    expect(error.expected).toContain(`${name}: train-images-idx3-ubyte.gz`);
  });

  test("the checksums are those of the data sets that are installed here", async ({ skip }) => {
    const debian = "/usr/share/datasets/fashion-mnist";
    skip(!existsSync(debian), `the Debian package dataset-fashion-mnist is not installed: no ${debian}`);
    const host = await serve(async ({ url }, response) => response.end(await readFile(join(debian, url!))));
    await downloadFashionMnist({ folder, from: host });
    expect(await readdir(folder)).toHaveLength(4);
  });

  test("are not mixed up", () => {
    expect(new Set([...Object.values(mnistChecksums), ...Object.values(fashionMnistChecksums)]).size).toBe(8);
  });
});
