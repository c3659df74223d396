/** A configuration that cannot be deployed; the message says in one sentence what to change. */
export class Refused extends Error {
  override name = 'Refused';
}
