import { DomainError } from '../domain-error.ts';
import { type Secret, sign, signedBy } from '../signatures.ts';

export interface Cursors {
  /** Opaque, and worthless to anybody but its caller, for anything but its list. */
  seal(position: unknown, scope: readonly string[]): Promise<string>;
  /** Throws `invalid-cursor` for one that was altered, or made for another caller or list. */
  open<T>(cursor: string | undefined, scope: readonly string[]): Promise<T | undefined>;
}

export const signedCursors = (secret: Secret): Cursors => ({
  async seal(position, scope) {
    const payload = Buffer.from(JSON.stringify(position)).toString('base64url');
    return `${payload}.${sign((await secret()).current, payload, ...scope)}`;
  },
  async open<T>(cursor: string | undefined, scope: readonly string[]) {
    if (cursor === undefined) return undefined;
    const [payload = '', signature = ''] = cursor.split('.');
    if (!signedBy(await secret(), signature, payload, ...scope)) {
      throw new DomainError('invalid', 'invalid-cursor', 'This cursor does not belong to this list.');
    }
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as T;
  },
});
