import { DomainError } from '../../shared/domain-error.ts';

/** Whoever could shut themselves out could shut out the last admin. */
export class OwnAccount extends DomainError {
  override name = 'OwnAccount';
  constructor() {
    super(
      'conflict',
      'own-account',
      'Nobody takes away the own role, shuts the own account, or erases it with a role: ask another admin.',
    );
  }
}
