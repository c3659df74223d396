/**
 * Quotes: what a print costs. Consumes nothing and emits nothing so far: the room `price` estimates material and time of a model
 * and makes a price of it by rules.
 */
// oxlint-disable-next-line unicorn/require-module-specifiers -- nothing is exported yet, and a contract is a module
export {};
