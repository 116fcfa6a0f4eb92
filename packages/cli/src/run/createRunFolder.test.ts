import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { CliError } from "../errors/cliError.js";
import { createRunFolder } from "./createRunFolder.js";

let cwd: string;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), "adjoint-runs-"));
});

afterEach(() => rm(cwd, { recursive: true }));

const create = (out?: string) => createRunFolder({ out, name: "digits", date: new Date(2026, 0, 31, 9, 5, 7), cwd });

test("runs that begin in the same second get folders of their own", async () => {
  const name = join("runs", "digits-20260131-090507");
  expect(await Promise.all([create(), create()])).toEqual(expect.arrayContaining([name, `${name}-2`]));
  expect(await create()).toBe(`${name}-3`);
});

test("a named folder is made, or taken when it is empty", async () => {
  await mkdir(join(cwd, "empty"));
  expect(await create("empty")).toBe("empty");
  expect(await create("a/b")).toBe("a/b");
});

test("a named folder with something in it is refused", async () => {
  await writeFile(join(cwd, "notes.txt"), "mine");
  const error = await create(".").catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(CliError);
  expect((error as CliError).code).toBe("run/folder-taken");
});
