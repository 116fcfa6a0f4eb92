import { defineConfig } from "vitest/config";

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

export default defineConfig({
  resolve: { alias },
  test: {
    testTimeout: 30_000,
    projects: [
      ...packages.map((name) => ({
        extends: true as const,
        test: { name, include: [`packages/${name}/src/**/*.test.ts`] },
      })),
      { extends: true, test: { name: "repository", include: ["test/**/*.test.ts", "examples/**/*.test.ts"] } },
    ],
  },
});
