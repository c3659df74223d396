declare module 'asl-validator' {
  /** Writes into the definition that it is given. */
  export default function validate(definition: unknown): { readonly isValid: boolean; errorsText(): string };
}
