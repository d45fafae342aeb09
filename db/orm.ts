import { createRequire } from "node:module";

/**
 * drizzle as CommonJS, which everything here imports instead of `drizzle-orm`. Its ES modules are 300 files under one
 * package.json of 179 kB that Node reads anew for each of them: 0.4 s and 110 MB at every start (docs/performance.md).
 */
const require = createRequire(import.meta.url);
const orm: typeof import("drizzle-orm") = require("drizzle-orm");
const core: typeof import("drizzle-orm/pg-core") = require("drizzle-orm/pg-core");
const driver: typeof import("drizzle-orm/postgres-js") = require("drizzle-orm/postgres-js");
const migrator: typeof import("drizzle-orm/postgres-js/migrator") = require("drizzle-orm/postgres-js/migrator");

export type { SQL } from "drizzle-orm";
export type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
export const {
  and,
  arrayContains,
  asc,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  ne,
  notInArray,
  or,
  sql,
} = orm;
export const { bigint, boolean, customType, index, integer, jsonb, numeric, pgTable, primaryKey, smallint, text } =
  core;
export const { timestamp, uniqueIndex, uuid } = core;
export const { drizzle } = driver;
export const { migrate } = migrator;
