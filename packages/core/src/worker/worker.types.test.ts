import { expectTypeOf, test } from "vitest";
import { input, type Program, type Session, type TensorValue } from "../index.js";
import type { RemoteProgram, RemoteSession } from "./index.js";

declare const local: Session;
declare const remote: RemoteSession;

test("results are typed as a session's are", () => {
  const scalar = input("s", []);
  const vector = input("v", [2]);
  const compile = () => remote.compile({ outputs: { scalar, list: vector } });
  type Here = ReturnType<ReturnType<typeof here>["run"]>;
  const here = () => local.compile({ outputs: { scalar, list: vector } });
  type There = Awaited<ReturnType<Awaited<ReturnType<typeof compile>>["run"]>>;
  expectTypeOf<There>().toEqualTypeOf<Here>();
  expectTypeOf<There>().toEqualTypeOf<{ readonly scalar: number; readonly list: TensorValue }>();
  expectTypeOf<Parameters<RemoteProgram["run"]>>().toEqualTypeOf<Parameters<Program["run"]>>();
});
