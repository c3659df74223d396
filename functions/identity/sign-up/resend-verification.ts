import type { Request } from '../../shared/http/api.ts';
import type { LinkPorts } from '../identity-ports.ts';
import { mailLink } from '../links/mail-link.ts';
import type { ResendVerification } from './contract.ts';

/** Sends the mail again where an address waits for confirmation. */
export const resendVerification =
  (ports: LinkPorts) =>
  async (request: Request<typeof ResendVerification>): Promise<undefined> =>
    mailLink(ports, 'verify-email', ({ verified, disabled }) => !verified && !disabled, request);
