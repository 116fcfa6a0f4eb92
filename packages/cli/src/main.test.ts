import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createWorkshop, type Workshop } from "./testing/workshop.js";

let shop: Workshop;

beforeAll(async () => {
  shop = await createWorkshop();
});

afterAll(() => shop[Symbol.asyncDispose]());

describe("help", () => {
  test("is what the bare command shows", async () => {
    const bare = await shop.adjoint([]);
    expect(bare.code).toBe(0);
    expect(bare.stderr).toBe("");
    expect(`\n${bare.stdout}`).toMatchInlineSnapshot(`
      "
      Usage: adjoint [options] [command]

      Trains, evaluates, inspects and checks neural networks that are declared as
      data.

      Options:
        -V, --version                    output the version number
        --debug                          on an error, show where in the program it
                                         arose
        -h, --help                       display help for command

      Commands:
        train [options] <spec>           train the network of a spec
        evaluate [options] <checkpoint>  measure a trained network again
        inspect [options] <spec>         show the layers and the graph of a spec
        check [options] <spec|module>    prove that derivatives are right
        data                             look into files of data, convert, make or
                                         fetch them
        help [command]                   display help for command

      Example:
        adjoint train studies/mnist-mlp.yaml

      adjoint <command> --help tells more about each command.
      "
    `);
    expect((await shop.adjoint(["--help"])).stdout).toBe(bare.stdout);
  });

  test.each(["train", "evaluate", "inspect"])("of %s has a description, its options and an example", async (name) => {
    const { code, stdout } = await shop.adjoint([name, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Usage: adjoint ${name} \\[options\\] <\\w+>\n\n[A-Z]`));
    for (const part of ["--json", "--debug", `Example:\n  adjoint ${name} `]) expect(stdout).toContain(part);
  });

  test("a version", async () => {
    expect((await shop.adjoint(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("wrong usage is answered on standard error, with exit code 2", () => {
  test.each([
    ["an unknown command", ["trian"], "unknown command 'trian'"],
    ["an unknown option", ["train", "a.yaml", "--epoch", "3"], "unknown option '--epoch'"],
    ["no spec", ["train"], "missing required argument 'spec'"],
    ["half an epoch", ["train", "a.yaml", "--epochs", "0.5"], "Expected a whole number ≥ 1."],
    ["no rate", ["train", "a.yaml", "--learning-rate", "-1"], "Expected a number > 0."],
    ["an unknown split", ["evaluate", "a", "--split", "dev"], "Allowed choices are train, validation, test."],
  ])("%s", async (_, argv, message) => {
    const { code, stdout, stderr } = await shop.adjoint(argv);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toMatch(/^error: /);
    expect(stderr).toContain(message);
  });
});

test("a stack is shown only to who asks for it", async () => {
  expect((await shop.adjoint(["inspect", "data"])).stderr).toBe(
    "error: data: the spec cannot be read: it is a folder\n",
  );
  const { stderr } = await shop.adjoint(["inspect", "nope.yaml"]);
  expect(stderr).toBe("error: nope.yaml: the spec cannot be read: there is no such file\n");
  expect((await shop.adjoint(["inspect", "nope.yaml", "--debug"])).stderr).toContain("    at ");
});
