import { defineConfig } from "vitest/config";
import { sweepReporter } from "./test/internal/sweepReporter.js";

const packages = ["core", "ops", "optim", "data", "cli"];

/** In tests `@adjoint/core/verify` and its siblings are read from source, so that no stale build is ever tested. */
const alias = packages.flatMap((name) => [
  {
    find: new RegExp(`^@adjoint/${name}$`),
    replacement: new URL(`packages/${name}/src/index.ts`, import.meta.url).pathname,
  },
  {
    find: new RegExp(`^@adjoint/${name}/(.+)$`),
    replacement: new URL(`packages/${name}/src/$1/index.ts`, import.meta.url).pathname,
  },
]);

/** ADJOINT_TEST_BACKEND=reference runs every test on the reference where it does not choose a backend itself. */
const onReference = {
  name: "reference-by-default",
  enforce: "pre" as const,
  transform: (_code: string, id: string) =>
    id.endsWith("/session/defaultBackend.ts")
      ? 'import { reference } from "../backends/reference/reference.js";\nexport const defaultBackend = () => reference;\n'
      : undefined,
};

export default defineConfig({
  plugins: process.env.ADJOINT_TEST_BACKEND === "reference" ? [onReference] : [],
  resolve: { alias },
  test: {
    testTimeout: 30_000,
    reporters: ["default", sweepReporter],
    projects: [
      ...packages.map((name) => ({
        extends: true as const,
        test: { name, include: [`packages/${name}/src/**/*.test.ts`] },
      })),
      { extends: true, test: { name: "bench", include: ["bench/src/**/*.test.ts"] } },
      { extends: true, test: { name: "repository", include: ["test/**/*.test.ts", "examples/**/*.test.ts"] } },
    ],
  },
});
