/**
 * Uploads: files of customers, and what is found in them. Consumes nothing and emits nothing so far: the room `geometry`
 * reads, refuses, measures and draws models, and whoever takes the files in calls it.
 */
// oxlint-disable-next-line unicorn/require-module-specifiers -- nothing is exported yet, and a contract is a module
export {};
