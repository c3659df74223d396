/**
 * Uploads: files of customers, and what is found in them. Consumes nothing and emits nothing so far: the room `geometry`
 * reads, refuses, measures and draws models, and whoever takes the files in calls it.
 */
export {};
