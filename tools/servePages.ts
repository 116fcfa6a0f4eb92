import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, sep } from "node:path";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
};

/** What makes a page cross-origin isolated, so that its workers may share memory. */
const isolation = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
};

export interface ServeOptions {
  /** Send the headers that threads need? Default: yes. */
  readonly isolated?: boolean;
  /** Further headers. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: one that is free. */
  readonly port?: number;
}

export interface Served {
  /** The address of the folder, with a slash at its end. */
  readonly url: string;
  close(): void;
}

/** Serves the files of a folder to this machine's browsers. */
export async function servePages(folder: string, options: ServeOptions = {}): Promise<Served> {
  const { isolated = true, headers = {}, port = 0 } = options;
  const server = createServer(async (request, response) => {
    try {
      const asked = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
      const path = asked.endsWith("/") ? `${asked}index.html` : asked;
      const file = join(folder, path);
      // Nothing outside of the folder, nor what is hidden in it.
      if (!file.startsWith(join(folder, sep)) || path.includes("/.")) throw new Error("out of bounds");
      const content = await readFile(file);
      const type = types[extname(path)] ?? "application/octet-stream";
      response.writeHead(200, { "Content-Type": type, ...(isolated && isolation), ...headers }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "localhost", resolve);
  });
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
